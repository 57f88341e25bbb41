package dev.weighbridge.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The central directory at a zip's end (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16), which alone says which entries the zip has and which of them are links.
 * A zip that is read as a stream is held against it at the end.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;

    private static final int END_64 = 0x06064b50;

    private static final int ENTRY = 0x02014b50;

    private static final int END_LENGTH = 22;

    private static final int ENTRY_LENGTH = 46;

    private static final int UNIX = 3;

    private static final int FILE_TYPE = 0170000;

    private static final int PLAIN = 0100000;

    private static final int FOLDER = 0040000;

    private final ByteBuffer tail;

    private ZipDirectory(ByteBuffer tail) {
        this.tail = tail;
    }

    /**
     * Compares.
     *
     * @param tail the zip's last bytes, with its whole directory
     * @param read the names of all entries that were read
     * @return the name of an entry that is neither a plain file nor a folder, or null if there is none
     * @throws IOException if there is no directory, or it lists other entries
     */
    static @Nullable String firstSpecial(byte[] tail, Set<String> read) throws IOException {
        return new ZipDirectory(ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN)).compare(read);
    }

    private @Nullable String compare(Set<String> read) throws IOException {
        int end = end();
        long size = Integer.toUnsignedLong(tail.getInt(end + 12));
        int behind = end;
        if (size == 0xffffffffL || tail.getShort(end + 10) == -1) {
            behind = end64(end);
            size = tail.getLong(behind + 40);
        }
        if (size < 0 || size > behind) {
            throw new IOException("its directory is not where it should be");
        }
        Set<String> listed = new HashSet<>();
        String special = null;
        for (int at = behind - (int) size; at < behind;) {
            if (at + ENTRY_LENGTH > behind || tail.getInt(at) != ENTRY) {
                throw new IOException("its directory is damaged");
            }
            String name = name(at);
            listed.add(name);
            special = special == null && isSpecial(at) ? name : special;
            at += ENTRY_LENGTH + length(at + 28) + length(at + 30) + length(at + 32);
        }
        if (!listed.equals(read)) {
            throw new IOException("its directory lists other files than it holds");
        }
        return special;
    }

    /** The last mark of an end whose comment fits behind it. */
    private int end() throws IOException {
        for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_LENGTH + length(at + 20) == tail.limit()) {
                return at;
            }
        }
        throw new IOException("it has no directory at its end");
    }

    private int end64(int end) throws IOException {
        for (int at = end - 56; at >= 0 && at > end - 4096; at--) {
            if (tail.getInt(at) == END_64) {
                return at;
            }
        }
        throw new IOException("its directory is damaged");
    }

    private boolean isSpecial(int at) {
        int type = tail.getInt(at + 38) >>> 16 & FILE_TYPE;
        return tail.get(at + 5) == UNIX && type != 0 && type != PLAIN && type != FOLDER;
    }

    private String name(int at) throws IOException {
        int length = length(at + 28);
        if (at + ENTRY_LENGTH + length > tail.limit()) {
            throw new IOException("its directory is damaged");
        }
        byte[] name = new byte[length];
        tail.get(at + ENTRY_LENGTH, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private int length(int at) {
        return tail.getShort(at) & 0xffff;
    }
}
