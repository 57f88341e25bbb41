package dev.weighbridge.inspect.pickle;

/**
 * An entry of a zip's directory (APPNOTE 6.3.10, section 4.3.12).
 *
 * @param method 0 stored, 8 deflated
 * @param packed bytes in the archive
 * @param size bytes that come out
 * @param headerAt where its local header begins
 */
record ZipMember(String name, int method, int flags, long packed, long size, long headerAt) {

    static final int STORED = 0;

    static final int DEFLATED = 8;

    boolean isEncrypted() {
        return (flags & 1) != 0;
    }

    boolean isFolder() {
        return name.endsWith("/") && packed == 0;
    }
}
