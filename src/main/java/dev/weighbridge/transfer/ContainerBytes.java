package dev.weighbridge.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/** A container's bytes on their way to who takes them apart, hashed as they pass. For one thread. */
final class ContainerBytes extends InputStream {

    private final ReopeningReader reader;

    private final RunningDigest digest;

    private final byte[] window = new byte[64 * 1024];

    private int next;

    private int filled;

    private long passed;

    private @Nullable InterruptedException stopped;

    ContainerBytes(ReopeningReader reader, SourceFile container) {
        this.reader = reader;
        this.digest = RunningDigest.start(container);
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? window[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, filled - next);
        System.arraycopy(window, next, target, offset, count);
        next += count;
        return count;
    }

    /** How many bytes of the container were fetched so far. */
    long passed() {
        return passed;
    }

    /** Reads what is left, which belongs to no file but to the container's digest. */
    void drain() throws IOException {
        do {
            next = filled;
        } while (hasMore());
    }

    /** Of all bytes, after the last. */
    FileDigests finish() {
        return digest.finishAll();
    }

    /** Why a read ended with an {@link InterruptedIOException}, if one did. */
    @Nullable
    InterruptedException stopped() {
        return stopped;
    }

    private boolean hasMore() throws IOException {
        if (next < filled) {
            return true;
        }
        try {
            next = 0;
            filled = reader.fill(window, window.length);
        } catch (InterruptedException stop) {
            filled = 0;
            stopped = stop;
            throw new InterruptedIOException("the node is shutting down");
        }
        digest.update(window, filled);
        passed += filled;
        return filled > 0;
    }
}
