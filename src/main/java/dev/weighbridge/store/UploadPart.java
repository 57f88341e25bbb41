package dev.weighbridge.store;

import java.util.zip.CRC32C;

/**
 * A part on its way into the store. It shows the buffer that it was fetched into and copies nothing, so the buffer must not change until the part is put.
 * Its checksum is computed once, for the server, for the checkpoint and for whoever looks for damage later.
 */
public final class UploadPart {

    private final int number;

    private final long offset;

    private final byte[] bytes;

    private final int length;

    private final int crc32c;

    private UploadPart(int number, long offset, byte[] bytes, int length, int crc32c) {
        this.number = number;
        this.offset = offset;
        this.bytes = bytes;
        this.length = length;
        this.crc32c = crc32c;
    }

    /** Computes the checksum. */
    public static UploadPart of(int number, long offset, byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return new UploadPart(number, offset, bytes, length, (int) checksum.getValue());
    }

    /**
     * A part whose checksum was computed while it arrived.
     *
     * @param number counts the parts from 1
     * @param offset the part's first byte in the object
     * @param bytes the part's bytes are the first {@code length}
     * @param crc32c of these bytes: the Castagnoli polynomial, RFC 3720, appendix B.4
     */
    public static UploadPart checked(int number, long offset, byte[] bytes, int length, int crc32c) {
        return new UploadPart(number, offset, bytes, length, crc32c);
    }

    public int number() {
        return number;
    }

    long offset() {
        return offset;
    }

    byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int crc32c() {
        return crc32c;
    }
}
