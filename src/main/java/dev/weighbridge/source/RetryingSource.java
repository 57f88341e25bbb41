package dev.weighbridge.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;

/**
 * Tries a listing or an opening again where waiting helps: five tries, with pauses that double from one second to eight, each shortened by
 * chance so that many ingestions do not come back together. A server that names a time is obeyed if that is near; if it is far, the failure
 * goes to the queue, which can wait without holding a worker. A stream that breaks is not its business: who reads it reopens it where it
 * broke.
 */
final class RetryingSource implements ModelSource {

    private static final int TRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration NEAR = Duration.ofSeconds(60);

    private final ModelSource source;

    private final Pause pause;

    private final Clock clock;

    RetryingSource(ModelSource source, Pause pause, Clock clock) {
        this.source = source;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public List<String> forms() {
        return source.forms();
    }

    @Override
    public boolean reads(ModelReference reference) {
        return source.reads(reference);
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        return retried(() -> source.list(reference, access));
    }

    /** Once: who asks whether a place is there wants to know it now. */
    @Override
    public void reach(ModelReference reference) {
        source.reach(reference);
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        return retried(() -> source.open(file, span, access));
    }

    private <T> T retried(Supplier<T> work) {
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
