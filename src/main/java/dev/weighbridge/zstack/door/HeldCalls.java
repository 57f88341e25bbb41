package dev.weighbridge.zstack.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.ingestion.Ingestions;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Holds calls of clients that do not poll until their ingestion has ended, the time is over, or the node shuts down. Any number at once. */
@Component
class HeldCalls {

    /** How long a node that shuts down may still hold a call. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Ingestions ingestions;

    private final Duration longest;

    private final Clock clock;

    private volatile boolean closing;

    HeldCalls(Ingestions ingestions, AddModelProperties properties, Clock clock) {
        this.ingestions = ingestions;
        this.longest = properties.syncWait();
        this.clock = clock;
    }

    /** Returns when the ingestion has ended or there is no more waiting for it; which of them, the caller looks up. */
    void await(String ingestionUuid) {
        Instant end = clock.instant().plus(longest);
        Duration left = longest;
        while (!closing && !Thread.currentThread().isInterrupted() && left.isPositive()) {
            if (ingestions.awaitEnd(ingestionUuid, left.compareTo(STEP) < 0 ? left : STEP).state().hasEnded()) {
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
