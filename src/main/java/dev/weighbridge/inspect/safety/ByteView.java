package dev.weighbridge.inspect.safety;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.head.OpenFile;

/** Bytes of a file, and the numbers in them. What lies beyond the end reads as zero. */
final class ByteView {

    private final byte[] bytes;

    ByteView(byte[] bytes) {
        this.bytes = bytes;
    }

    /** This stretch of the file, cut at its ends. */
    static ByteView of(OpenFile file, long from, int length) {
        long start = Math.clamp(from, 0L, file.size());
        byte[] bytes = new byte[(int) Math.min(length, file.size() - start)];
        file.read(start, bytes, 0, bytes.length);
        return new ByteView(bytes);
    }

    int size() {
        return bytes.length;
    }

    int u8(int at) {
        return at >= 0 && at < bytes.length ? bytes[at] & 0xff : 0;
    }

    int u16(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    int u16Big(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) {
        return u16(at) | (long) u16(at + 2) << 16;
    }

    long u32Big(int at) {
        return (long) u16Big(at) << 16 | u16Big(at + 2);
    }

    /** Negative where it is more than a long can say. */
    long u64(int at) {
        return u32(at) | u32(at + 4) << 32;
    }

    boolean has(int at, int... mark) {
        if (at < 0 || at + mark.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (u8(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    boolean has(int at, String latin1) {
        if (at < 0 || at + latin1.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (u8(at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** All of it as UTF-8. */
    String text() {
        return text(0, bytes.length);
    }

    String text(int from, int length) {
        int end = Math.min(bytes.length, from + length);
        return from >= end ? "" : new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
