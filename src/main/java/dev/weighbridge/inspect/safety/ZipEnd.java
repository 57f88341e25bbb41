package dev.weighbridge.inspect.safety;

import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * The end of a zip archive (APPNOTE.TXT 4.3.14 to 4.3.16), looked for as unzippers do: from the end backwards, whatever the file begins as.
 *
 * @param directory where the directory begins in the file
 * @param size bytes of the directory
 * @param shift bytes that stand before the archive, which its offsets do not count
 */
record ZipEnd(long directory, long size, long shift) {

    private static final int LENGTH = 22;

    private static final int LONGEST_COMMENT = 0xffff;

    private static final int ZIP64_LENGTH = 56;

    /** Null if there is none whose directory is where it says, or where the sizes put it. */
    static @Nullable ZipEnd find(OpenFile file) {
        if (file.size() < LENGTH) {
            return null;
        }
        long from = Math.max(0, file.size() - LENGTH - LONGEST_COMMENT);
        ByteView tail = ByteView.of(file, from, LENGTH + LONGEST_COMMENT);
        for (int at = tail.size() - LENGTH; at >= 0; at--) {
            if (tail.has(at, "PK\u0005\u0006")) {
                ZipEnd end = at(file, from + at, tail, at);
                if (end != null) {
                    return end;
                }
            }
        }
        return null;
    }

    private static @Nullable ZipEnd at(OpenFile file, long position, ByteView tail, int at) {
        long size = tail.u32(at + 12);
        long offset = tail.u32(at + 16);
        boolean isLarge = size == 0xffffffffL || offset == 0xffffffffL || tail.u16(at + 10) == 0xffff;
        ByteView locator = isLarge ? ByteView.of(file, position - 20, 20) : new ByteView(new byte[0]);
        if (locator.has(0, "PK\u0006\u0007")) {
            ByteView large = zip64(file, position, locator.u64(8));
            return large == null ? null : directory(file, position - 20 - ZIP64_LENGTH, large.u64(40), large.u64(48));
        }
        return directory(file, position, size, offset);
    }

    /** Where the locator says, or right before it if something stands before the archive. */
    private static @Nullable ByteView zip64(OpenFile file, long position, long said) {
        for (long at : new long[] {position - 20 - ZIP64_LENGTH, said}) {
            ByteView record = ByteView.of(file, at, ZIP64_LENGTH);
            if (record.has(0, "PK\u0006\u0006")) {
                return record;
            }
        }
        return null;
    }

    private static @Nullable ZipEnd directory(OpenFile file, long end, long size, long offset) {
        if (size < 0 || offset < 0 || size > end || offset > end) {
            return null;
        }
        for (long at : new long[] {end - size, offset}) {
            if (size > 0 && at + size <= end && ByteView.of(file, at, 4).has(0, "PK\u0001\u0002")) {
                return new ZipEnd(at, size, at - offset);
            }
        }
        return null;
    }
}
