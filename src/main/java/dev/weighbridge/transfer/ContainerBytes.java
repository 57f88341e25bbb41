package dev.weighbridge.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/** A container's bytes on their way to who takes them apart, hashed as they pass. For one thread. */
final class ContainerBytes extends InputStream {

    private static final int WINDOW = 64 * 1024;

    /** How much may pass before somebody looks whether to go on. */
    private static final long UNHEEDED = 16L << 20;

    private final ReopeningReader reader;

    private final RunningDigest digest;

    private final LongConsumer heed;

    private byte[] window = new byte[WINDOW];

    private byte[] before = new byte[WINDOW];

    private int filledBefore;

    private int next;

    private int filled;

    private long passed;

    private long heeded;

    private @Nullable InterruptedException stopped;

    private @Nullable FileDigests digests;

    /** @param heed told of newly fetched bytes from time to time; throws to end the pass */
    ContainerBytes(ReopeningReader reader, SourceFile container, LongConsumer heed) {
        this.reader = reader;
        this.digest = RunningDigest.start(container);
        this.heed = heed;
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
        heed();
    }

    /**
     * As {@link #drain}, and keeps it, with at least the {@value #WINDOW} bytes before it if there were so many.
     *
     * @return at most {@code limit} bytes more than those, the last of the container; null if there were more
     */
    byte @Nullable [] drainedTail(int limit) throws IOException {
        var tail = new ByteArrayOutputStream();
        tail.write(before, 0, filledBefore);
        tail.write(window, 0, filled);
        next = filled;
        while (hasMore()) {
            if (tail.size() <= limit) {
                tail.write(window, 0, filled);
            }
            next = filled;
        }
        heed();
        return tail.size() > limit ? null : tail.toByteArray();
    }

    /** Of all bytes, after the last. May be asked for again. */
    FileDigests finish() {
        FileDigests known = digests;
        if (known == null) {
            known = digest.finishAll();
            digests = known;
        }
        return known;
    }

    /** Why a read ended with an {@link InterruptedIOException}, if one did; some libraries take it for the end. */
    void rethrowStop() throws InterruptedException {
        if (stopped != null) {
            throw stopped;
        }
    }

    private boolean hasMore() throws IOException {
        if (next < filled) {
            return true;
        }
        if (passed - heeded >= UNHEEDED) {
            heed();
        }
        byte[] spare = before;
        try {
            int more = reader.fill(spare, spare.length);
            if (more == 0) {
                return false;
            }
            before = window;
            filledBefore = filled;
            window = spare;
            filled = more;
            next = 0;
        } catch (InterruptedException stop) {
            stopped = stop;
            throw new InterruptedIOException("the node is shutting down");
        }
        digest.update(window, filled);
        passed += filled;
        return true;
    }

    private void heed() {
        heed.accept(passed - heeded);
        heeded = passed;
    }
}
