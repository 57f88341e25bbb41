package dev.weighbridge.store;

import java.time.Duration;

/**
 * How patient the store is with its server.
 *
 * @param connect how long a connection may take to come about
 * @param silence how long the server may send nothing while it is to answer
 * @param pause how the time to the next try is spent
 */
record S3Limits(Duration connect, Duration silence, Pause pause) {

    /** A part may take as long as at this speed, and {@link #silence} on top. */
    private static final int SLOWEST_BYTES_PER_SECOND = 64 << 10;

    /** Waits; in production by sleeping. */
    @FunctionalInterface
    interface Pause {

        void pause(Duration length) throws InterruptedException;
    }

    static S3Limits usual() {
        return new S3Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Thread::sleep);
    }

    /** How long it may take to put this many bytes. A write to a server that reads nothing would otherwise never end. */
    Duration ofPut(int bytes) {
        return silence.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    }
}
