package dev.weighbridge.inspect.safety;

import org.jspecify.annotations.Nullable;

/**
 * A header block of a tar archive (POSIX.1-2024 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format" for sizes in base 256).
 *
 * @param type the typeflag, {@code '0'} or NUL for a file
 * @param size bytes that follow; negative if it is no number
 * @param target what a link points to
 */
record TarHeader(String name, char type, long size, String target) {

    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;

    static boolean isOne(ByteView block) {
        return block.has(257, "ustar") && checksumAgrees(block);
    }

    /** Null if the block is no header: the end of the archive, or damage. */
    static @Nullable TarHeader of(ByteView block) {
        if (!checksumAgrees(block)) {
            return null;
        }
        String prefix = block.has(257, "ustar\0") ? text(block, 345, 155) : "";
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(block, 0, 100);
        return new TarHeader(name, (char) block.u8(156), number(block, 124, 12), text(block, 157, 100));
    }

    boolean isLink() {
        return type == '1' || type == '2';
    }

    boolean isDevice() {
        return type == '3' || type == '4' || type == '6';
    }

    /** Whether it stands for what follows it: a long name, or a record of pax. */
    boolean isAboutTheNext() {
        return type == 'L' || type == 'K' || type == 'x' || type == 'g';
    }

    private static boolean checksumAgrees(ByteView block) {
        if (block.size() < BLOCK) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block.u8(i);
        }
        return sum != 8 * ' ' && sum == number(block, CHECKSUM, 8);
    }

    private static long number(ByteView block, int at, int length) {
        if (block.u8(at) == 0x80) {
            long value = 0;
            for (int i = at + length - 8; i < at + length; i++) {
                value = value << 8 | block.u8(i);
            }
            return value;
        }
        String digits = text(block, at, length).strip();
        return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
    }

    private static String text(ByteView block, int at, int length) {
        int end = at;
        while (end < at + length && block.u8(end) != 0) {
            end++;
        }
        return block.text(at, end - at);
    }
}
