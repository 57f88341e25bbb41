package dev.weighbridge.inspect.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.OpenFile;

/** Goes through the head of a GGUF file once, from its start, and never beyond its end or {@link #MAX_HEAD}. */
final class GgufCursor {

    /** Bounds the time; the largest heads are those with two tokenizers of some 20 MB each. */
    static final long MAX_HEAD = 256L << 20;

    private final OpenFile file;

    private final InputStream bytes;

    private final long end;

    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private long position;

    GgufCursor(OpenFile file) {
        this.file = file;
        this.end = Math.min(file.size(), MAX_HEAD);
        this.bytes = file.stream(0, end);
    }

    void turn(ByteOrder order) {
        this.order = order;
    }

    long position() {
        return position;
    }

    /** How many bytes the head can still have. */
    long remaining() {
        return end - position;
    }

    int u8(String what) {
        return take(1, what).get() & 0xff;
    }

    long u16(String what) {
        return Short.toUnsignedLong(take(2, what).getShort());
    }

    long u32(String what) {
        return Integer.toUnsignedLong(take(4, what).getInt());
    }

    /** Eight bytes with their sign; an unsigned number of more than 63 bits turns negative. */
    long i64(String what) {
        return take(8, what).getLong();
    }

    /** So many bytes of UTF-8. */
    String characters(int length, String what) {
        return StandardCharsets.UTF_8.decode(take(length, what)).toString();
    }

    /** An unsigned number of things, each of which takes at least {@code bytesEach} bytes of what remains. */
    long count(String what, long bytesEach) {
        long start = position;
        long count = take(8, what).getLong();
        if (count < 0 || count > remaining() / bytesEach) {
            throw file.malformed(what + " " + Long.toUnsignedString(count) + " goes beyond the end of the head", start);
        }
        return count;
    }

    long u64(String what) {
        long start = position;
        long number = take(8, what).getLong();
        if (number < 0) {
            throw file.malformed(what + " " + Long.toUnsignedString(number) + " is too large to be true", start);
        }
        return number;
    }

    String string(String what, int maxBytes) {
        long start = position;
        long length = count("the length of " + what, 1);
        if (length > maxBytes) {
            throw file.malformed(what + " has " + length + " bytes, more than " + maxBytes, start);
        }
        return characters((int) length, what);
    }

    void skip(long length, String what) {
        if (length > remaining()) {
            throw beyond(what);
        }
        try {
            bytes.skipNBytes(length);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        position += length;
    }

    IngestionException malformed(String why, long place) {
        return file.malformed(why, place);
    }

    private ByteBuffer take(int length, String what) {
        if (length > remaining()) {
            throw beyond(what);
        }
        try {
            ByteBuffer taken = ByteBuffer.wrap(bytes.readNBytes(length)).order(order);
            position += length;
            return taken;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private IngestionException beyond(String what) {
        String why = end == file.size() ? "the file ends before the end of " : "the head is longer than " + MAX_HEAD + " bytes at ";
        return file.malformed(why + what, position);
    }
}
