package dev.weighbridge.inspect.safety;

/**
 * The header of a zstd frame (RFC 8878 3.1.1.1).
 *
 * @param size bytes of its content, 0 if it does not say
 * @param window bytes that unpacking needs, 0 if it says only the size
 */
record ZstdFrame(long size, long window) {

    /** What the command-line tool unpacks without being told to ({@code --memory}, 128 MiB). */
    static final long USUAL_WINDOW = 128L << 20;

    static ZstdFrame of(ByteView head) {
        int descriptor = head.u8(4);
        boolean isSingle = (descriptor & 0x20) != 0;
        int at = 5;
        long window = 0;
        if (!isSingle) {
            int exponent = 10 + (head.u8(at) >> 3);
            window = (1L << exponent) + (1L << exponent) / 8 * (head.u8(at) & 7);
            at++;
        }
        int dictionary = descriptor & 3;
        at += dictionary == 3 ? 4 : dictionary;
        long size = switch (descriptor >> 6) {
            case 0 -> isSingle ? head.u8(at) : 0;
            case 1 -> head.u16(at) + 256L;
            case 2 -> head.u32(at);
            default -> head.u64(at) < 0 ? Long.MAX_VALUE : head.u64(at);
        };
        return new ZstdFrame(size, window);
    }
}
