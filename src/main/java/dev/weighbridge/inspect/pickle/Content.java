package dev.weighbridge.inspect.pickle;

/** Bytes to look at: a file, a member of an archive, or what comes out of a compressed stream. For one thread. */
interface Content {

    /** Where they lie inside of the file, such as {@code archive/data.pkl}; empty for the file itself. */
    String place();

    /** The file's or the member's name, lower case: its ending says what programs take it for. */
    String name();

    long size();

    /** Reads exactly this stretch, which lies within the size. */
    void read(long position, byte[] target, int offset, int length);

    default byte[] head(int length) {
        return bytes(0, length);
    }

    /** At most this many bytes from a position on, which may lie behind the end. */
    default byte[] bytes(long position, int length) {
        byte[] bytes = new byte[Math.clamp(size() - position, 0, length)];
        if (bytes.length > 0) {
            read(position, bytes, 0, bytes.length);
        }
        return bytes;
    }
}
