package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a pickle one after another. What is skipped is not read. */
final class PickleBytes {

    /** A module, a name, a number written out: CPython has no bound, people have. */
    static final int MAX_LINE = 64 * 1024;

    private static final int FIRST_PIECE = 4 * 1024;

    private static final int PIECE = 64 * 1024;

    private final Content content;

    private final Budget budget;

    private byte[] piece = {};

    private long pieceStart;

    private long position;

    PickleBytes(Content content, long from, Budget budget) {
        this.content = content;
        this.budget = budget;
        this.position = from;
    }

    /** The same bytes from here on, apart from these. */
    PickleBytes fork() {
        return new PickleBytes(content, position, budget);
    }

    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position >= pieceStart + piece.length && content.bytes(position, 1).length == 0;
    }

    int u8() {
        if (position >= pieceStart + piece.length) {
            fetch();
        }
        return piece[(int) (position++ - pieceStart)] & 0xff;
    }

    /** After a leap little is fetched, for another may follow. */

    private void fetch() {
        boolean goesOn = position == pieceStart + piece.length;
        int wanted = goesOn ? Math.clamp(2L * piece.length, FIRST_PIECE, PIECE) : FIRST_PIECE;
        pieceStart = position;
        piece = content.bytes(position, wanted);
        if (piece.length == 0) {
            throw BrokenPickle.because("ends without its last opcode");
        }
        budget.walk(piece.length);
    }

    /** Little-endian, unsigned; of 8 bytes the sign is the highest bit. */
    long little(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) u8() << 8 * i;
        }
        return value;
    }

    /** Goes on behind so many bytes. */
    void skip(long length) {
        checkHas(length);
        position += length;
    }

    void checkHas(long length) {
        if (length < 0 || length > content.size() - position) {
            throw BrokenPickle.because("has a length that goes beyond its end");
        }
    }

    /** So many bytes, at most {@link #MAX_LINE}. */
    byte[] take(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) u8();
        }
        return bytes;
    }

    /** A line that holds a name, a number or an index. */
    String shortLine() {
        long start = position();
        String line = line(MAX_LINE);
        if (position() - start > MAX_LINE) {
            throw BrokenPickle.because("has a name or number of more than " + (MAX_LINE >> 10) + " KiB");
        }
        return line;
    }

    /** The bytes before the next line feed, or before the end; of a longer line the first {@link #MAX_LINE}. */
    String line() {
        return line(Long.MAX_VALUE);
    }

    private String line(long most) {
        byte[] line = new byte[64];
        int length = 0;
        for (long taken = 0; taken <= most && !isAtEnd(); taken++) {
            int next = u8();
            if (next == '\n') {
                break;
            }
            if (length == line.length && length < MAX_LINE) {
                line = Arrays.copyOf(line, 2 * length);
            }
            if (length < line.length) {
                line[length++] = (byte) next;
            }
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
