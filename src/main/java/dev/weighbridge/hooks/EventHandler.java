package dev.weighbridge.hooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Delivers events, at least once: a node that dies between the receiver's answer and the note of it leaves the delivery to another. It is tried for a day,
 * after pauses that double from two seconds to ten minutes, whatever nodes come and go.
 */
@Component
final class EventHandler implements WorkHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofHours(24);

    private final EventDeliveries deliveries;

    private final EventCalls calls;

    private final HookMeters meters;

    private final Clock clock;

    EventHandler(EventDeliveries deliveries, EventCalls calls, HookMeters meters, Clock clock) {
        this.deliveries = deliveries;
        this.calls = calls;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WorkName.EVENT.text();
    }

    /** A hook that was deleted has taken its deliveries with it. */
    @Override
    public Outcome handle(Lane lane, String deliveryUuid) {
        return deliveries.due(deliveryUuid).map(this::call).orElseGet(Outcome.Done::new);
    }

    private Outcome call(EventDeliveries.Due due) {
        EventDelivery delivery = due.delivery();
        try {
            return after(calls.send(delivery.hookUuid(), due.body()), delivery);
        } catch (IngestionException hopeless) {
            return givenUp(delivery, hopeless.getMessage());
        } catch (InterruptedException shutDown) {
            return new Outcome.Again(clock.instant());
        }
    }

    private Outcome after(Receivers.Result result, EventDelivery delivery) {
        String flaw = result.flaw();
        if (flaw == null) {
            deliveries.ended(delivery.uuid(), EventDelivery.State.DELIVERED, null);
            meters.delivered();
            return new Outcome.Done();
        }
        Instant again = clock.instant().plus(pause(delivery.tries()));
        if (!result.againHelps() || again.isAfter(delivery.createdAt().plus(LONGEST))) {
            return givenUp(delivery, flaw);
        }
        deliveries.tried(delivery.uuid(), flaw);
        meters.retried();
        return new Outcome.Again(again);
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private Outcome givenUp(EventDelivery delivery, String flaw) {
        deliveries.ended(delivery.uuid(), EventDelivery.State.GIVEN_UP, flaw);
        meters.givenUp();
        LOG.warn("Could not tell the event hook {} of {} {}, try {}: {}. It is given up.", delivery.hookUuid(), delivery.type(),
                delivery.subject(), delivery.tries() + 1, flaw);
        return new Outcome.Done();
    }
}
