package dev.weighbridge.zstack.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.JobItems;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Holds calls of clients that do not poll until their ingestion has ended, the time is over, or the node shuts down. Any number at once. */
@Component
class HeldCalls {

    /** How long a node that shuts down may still hold a call. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Ingestions ingestions;

    private final JobItems items;

    private final Duration longest;

    private final Clock clock;

    private volatile boolean closing;

    HeldCalls(Ingestions ingestions, JobItems items, AddModelProperties properties, Clock clock) {
        this.ingestions = ingestions;
        this.items = items;
        this.longest = properties.syncWait();
        this.clock = clock;
    }

    /** Returns when the ingestion has ended or there is no more waiting for it; which of them, the caller looks up. */
    void await(String ingestionUuid) {
        await(step -> ingestions.awaitEnd(ingestionUuid, step).state().hasEnded());
    }

    /** As {@link #await(String)}, for the end of a job that does the same to many. */
    void awaitItems(String jobUuid) {
        await(step -> items.awaitEnd(jobUuid, step));
    }

    private void await(Predicate<Duration> ended) {
        Instant end = clock.instant().plus(longest);
        Duration left = longest;
        while (!closing && !Thread.currentThread().isInterrupted() && left.isPositive()) {
            if (ended.test(left.compareTo(STEP) < 0 ? left : STEP)) {
                return;
            }
            left = Duration.between(clock.instant(), end);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void letGo() {
        closing = true;
    }
}
