package dev.weighbridge.cli.pull;

import java.util.concurrent.atomic.LongAdder;

/** What a pull has done so far. For many threads. */
final class PullTally {

    private final LongAdder done = new LongAdder();

    private final LongAdder fetched = new LongAdder();

    private final LongAdder kept = new LongAdder();

    private volatile boolean stopped;

    /** Bytes that came over the network now. */
    void fetched(long bytes) {
        done.add(bytes);
        fetched.add(bytes);
    }

    /** Bytes that were on this machine already. */
    void kept(long bytes) {
        done.add(bytes);
        kept.add(bytes);
    }

    /** What was counted as kept or fetched is worth nothing. */
    void lost(long bytes) {
        done.add(-bytes);
    }

    long done() {
        return done.sum();
    }

    long fetchedBytes() {
        return fetched.sum();
    }

    long keptBytes() {
        return kept.sum();
    }

    /** Another file has failed: everybody ends where he is. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
