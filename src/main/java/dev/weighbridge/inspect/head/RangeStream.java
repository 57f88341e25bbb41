package dev.weighbridge.inspect.head;

import java.io.InputStream;

/** A range of a file, fetched in pieces of at most {@value #PIECE} bytes: most heads are smaller, and an object store is asked once for them. */
final class RangeStream extends InputStream {

    static final int PIECE = 128 * 1024;

    private final OpenFile file;

    private final long end;

    private final byte[] piece;

    private long next;

    private int filled;

    private int taken;

    RangeStream(OpenFile file, long from, long end) {
        this.file = file;
        this.next = from;
        this.end = end;
        this.piece = new byte[(int) Math.max(0, Math.min(PIECE, end - from))];
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
        int given = Math.min(length, filled - taken);
        System.arraycopy(piece, taken, target, offset, given);
        taken += given;
        return given;
    }

    @Override
    public long skip(long wanted) {
        long fromPiece = Math.clamp(wanted, 0, filled - taken);
        taken += (int) fromPiece;
        long beyond = Math.clamp(wanted - fromPiece, 0, end - next);
        next += beyond;
        return fromPiece + beyond;
    }

    private boolean isAtEnd() {
        if (taken < filled) {
            return false;
        }
        taken = 0;
        filled = (int) Math.min(piece.length, end - next);
        if (filled > 0) {
            file.read(next, piece, 0, filled);
        }
        next += filled;
        return filled == 0;
    }
}
