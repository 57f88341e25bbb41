package dev.weighbridge.queue;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
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

    private static final int SMALL_SLOTS = 8;

    /** Of those that nobody has chosen, small imports at once for each core: more of them only wait for one another (decision 0187). */
    private static final int SMALL_SLOTS_PER_CORE = 2;

    QueueProperties {
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw new IllegalArgumentException("weighbridge.roles must be api, worker or both, with a comma between, and is " + roles);
        }
    }

    /**
     * Ingestions at once on this node, by lane.
     *
     * @param smallSlots null for eight, or two for each core where there are fewer than four
     */
    record Worker(@DefaultValue("2") int largeSlots, @Nullable Integer smallSlots) {

        Worker {
            atLeastOne("large-slots", largeSlots);
            atLeastOne("small-slots", smallSlots == null ? 1 : smallSlots);
        }

        private static void atLeastOne(String property, int slots) {
            if (slots < 1) {
                throw new IllegalArgumentException("weighbridge.worker." + property + " must be at least 1, and is " + slots
                        + ". A node that shall do no imports has no role worker (weighbridge.roles=api).");
            }
        }

        int small(int cores) {
            return smallSlots == null ? Math.min(SMALL_SLOTS, SMALL_SLOTS_PER_CORE * cores) : smallSlots;
        }
    }

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
            case SMALL -> worker.small(Runtime.getRuntime().availableProcessors());
            case LARGE -> worker.largeSlots;
            case BACKGROUND -> 2;
            case HOOKS -> 8;
        };
    }
}
