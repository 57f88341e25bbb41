package dev.weighbridge.queue;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a node takes part in the work.
 *
 * @param roles {@code api} takes requests, {@code worker} does the work
 * @param worker how much at once
 * @param queue how the lease is kept
 */
@ConfigurationProperties("weighbridge")
record QueueProperties(@DefaultValue({
        "api", "worker"}) Set<String> roles, @DefaultValue Worker worker, @DefaultValue Queue queue) {

    /** After so many, a node is taken for dead. */
    static final int MISSED_HEARTBEATS = 4;

    private static final Set<String> ROLES = Set.of("api", "worker");

    QueueProperties {
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw new IllegalArgumentException("weighbridge.roles must be api, worker or both, with a comma between, and is " + roles);
        }
    }

    /** Ingestions at once on this node, by lane. */
    record Worker(@DefaultValue("2") int largeSlots, @DefaultValue("8") int smallSlots) {}

    /**
     * The lease.
     *
     * @param heartbeat how often a working node says that it lives; it is taken for dead after four that are missing
     * @param poll how often a node looks for work that another node has entered
     * @param drain how long a node that shuts down lets running work end by itself before it interrupts it
     */
    record Queue(@DefaultValue("2s") Duration heartbeat, @DefaultValue("1s") Duration poll, @DefaultValue("5s") Duration drain) {}

    /** A node that has been silent for so long has lost its work. */
    Duration lease() {
        return queue.heartbeat().multipliedBy(MISSED_HEARTBEATS);
    }

    boolean works() {
        return roles.contains("worker");
    }

    int slots(Lane lane) {
        return switch (lane) {
            case SMALL -> worker.smallSlots;
            case LARGE -> worker.largeSlots;
            case BACKGROUND -> 2;
            case HOOKS -> 8;
        };
    }
}
