package dev.weighbridge.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.weighbridge.artifact.IngestionException;

/**
 * Tries a question again where waiting helps: five tries, with pauses that double from one second to eight, each shortened by chance so that many who ask do
 * not come back together. A server that names a time is obeyed if that is near; if it is far, the failure goes to whoever can wait without holding a worker.
 */
record Tries(Pause pause, Clock clock) {

    private static final int TRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration NEAR = Duration.ofSeconds(60);

    <T> T of(Supplier<T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return work.get();
            } catch (IngestionException failed) {
                if (!failed.kind().waitingHelps() || attempt == TRIES || !waited(attempt, failed)) {
                    throw failed;
                }
            }
        }
    }

    /** Whether the time for another try has come: not when the server asks for a long wait, nor when the thread is asked to stop. */
    private boolean waited(int attempt, IngestionException failed) {
        Duration length = shortened(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        Instant retryAt = failed.retryAt();
        if (retryAt != null) {
            Duration asked = Duration.between(clock.instant(), retryAt);
            if (asked.compareTo(NEAR) > 0) {
                return false;
            }
            length = asked.isPositive() ? asked : length;
        }
        try {
            pause.pause(length);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration shortened(Duration full) {
        long nanos = full.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
    }
}
