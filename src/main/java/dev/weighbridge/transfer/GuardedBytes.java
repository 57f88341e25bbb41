package dev.weighbridge.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/**
 * The unpacked bytes of a tar. While a header is read, which a parser keeps in memory, they are bounded, and it is seen whether they end with zeros, as
 * a whole tar does. For one thread.
 */
final class GuardedBytes extends FilterInputStream {

    /** Long names and extended headers of one entry; paths end at 1 KiB here. */
    private static final int LONGEST_HEADER = 1 << 20;

    /** Two records of zeros end a tar; one is told of as enough by tar itself. */
    private static final int END = 512;

    private final String container;

    private boolean inHeader;

    private int headerBytes;

    private int zeros;

    GuardedBytes(InputStream bytes, String container) {
        super(bytes);
        this.container = container;
    }

    /** A header is read from here on. */
    void beginHeader() {
        inHeader = true;
        headerBytes = 0;
        zeros = 0;
    }

    void endHeader() {
        inHeader = false;
    }

    /** Whether what was read of the last header ends as a tar does. */
    boolean sawTheEnd() {
        return zeros >= END;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (inHeader && count > 0) {
            seen(target, offset, count);
        }
        return count;
    }

    /** Reads, so that what is passed over is bounded, too. */
    @Override
    public long skip(long count) throws IOException {
        byte[] passed = new byte[(int) Math.min(Math.max(count, 0), 8192)];
        int read = passed.length == 0 ? 0 : read(passed, 0, passed.length);
        return Math.max(read, 0);
    }

    private void seen(byte[] bytes, int offset, int count) {
        headerBytes += count;
        if (headerBytes > LONGEST_HEADER) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not unpack '" + container + "': the header of an entry has more than "
                            + LONGEST_HEADER + " bytes, which no file's name needs. Pack it again.");
        }
        int last = count - 1;
        while (last >= 0 && bytes[offset + last] == 0) {
            last--;
        }
        zeros = last < 0 ? Math.min(zeros + count, END) : count - 1 - last;
    }
}
