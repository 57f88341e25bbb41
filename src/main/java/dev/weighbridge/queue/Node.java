package dev.weighbridge.queue;

import java.time.Instant;
import java.util.Set;

/**
 * A process that takes part, as it last described itself.
 *
 * @param name of this process only; one that is started again has another
 * @param address where it answers, {@code http://<host>:<port>}
 * @param version of the program; {@code development} when it was not packaged
 * @param roles {@code api}, {@code worker}
 * @param draining whether it is about to stop, and takes no work any more
 * @param heartbeatAt when it last said that it lives, by its own clock
 * @param alive whether that was so recently that its work is still its own
 */
public record Node(String name, String address, String version, Set<String> roles, boolean draining, Instant startedAt, Instant heartbeatAt,
        boolean alive) {}
