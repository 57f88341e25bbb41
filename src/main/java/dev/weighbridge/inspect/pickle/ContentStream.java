package dev.weighbridge.inspect.pickle;

import java.io.InputStream;

/** A content from its start on, in pieces. */
final class ContentStream extends InputStream {

    private static final int PIECE = 32 * 1024;

    private final Content content;

    private byte[] piece = {};

    private int taken;

    private long next;

    ContentStream(Content content) {
        this.content = content;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : piece[taken++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int given = Math.min(length, piece.length - taken);
        System.arraycopy(piece, taken, target, offset, given);
        taken += given;
        return given;
    }

    private boolean isAtEnd() {
        if (taken == piece.length) {
            piece = content.bytes(next, next == 0 ? PIECE / 8 : PIECE);
            next += piece.length;
            taken = 0;
        }
        return piece.length == 0;
    }
}
