package dev.weighbridge.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes as they come from the source. An {@link IOException} of a read means the connection broke: reopening at the last byte read
 * may help. An {@link dev.weighbridge.artifact.IngestionException} of a read means that the file is no longer the listed one
 * (SOURCE_CHANGED): reopening does not help. The end is reported only when the file is complete. Closing an unread rest does not read it.
 * For one thread at a time.
 */
public abstract class SourceStream extends InputStream {

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    /** The file's byte that comes first: what was asked for, or 0 when the source cannot begin elsewhere. */
    public abstract long startsAt();

    /** Whether the source is sure to begin at whatever byte of this file it is asked for, so that several parts may be read at once. */
    public boolean canBeginAnywhere() {
        return false;
    }

    /**
     * Called after the last byte was read: fails if the file changed while it was read.
     *
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_CHANGED
     */
    public abstract void confirmUnchanged() throws IOException;
}
