package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether this node takes part in the work: it says in time that it lives, and, if it is a worker, its lanes are served. Tells what waits in each. */
@Component
final class WorkQueueHealthIndicator extends AbstractHealthIndicator {

    private final NodeBeat beat;

    private final Schedulers schedulers;

    private final QueueProperties properties;

    private final QueueDepth depth;

    private final Clock clock;

    WorkQueueHealthIndicator(NodeBeat beat, Schedulers schedulers, QueueProperties properties, QueueDepth depth, Clock clock) {
        super("Could not look at the queue");
        this.beat = beat;
        this.schedulers = schedulers;
        this.properties = properties;
        this.depth = depth;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Instant beaten = beat.beaten();
        Duration silent = Duration.between(beaten, clock.instant());
        boolean served = !properties.works() || schedulers.isRunning();
        health.status(served && silent.compareTo(properties.lease()) < 0 ? "UP" : "DOWN").withDetail("works", properties.works())
                .withDetail("served", served).withDetail("lastHeartbeat", beaten.toString()).withDetail("lanes", lanes());
    }

    private Map<String, Object> lanes() {
        Map<String, Object> lanes = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            var seen = depth.of(lane);
            lanes.put(lane.name().toLowerCase(Locale.ROOT), Map.of("due", seen.due(), "lateSeconds", seen.late().toSeconds()));
        }
        return lanes;
    }
}
