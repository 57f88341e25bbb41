package dev.weighbridge;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it has not ended by itself {@code 28 s} after it was told to. Whoever stops a node, an init system or an orchestrator, kills it after
 * 30 s; a database or a store that hangs must not make that the usual end. Nothing is lost: what is not given back is taken over from a dead node.
 */
final class ShutdownDeadline {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDeadline.class);

    private static final Duration LONGEST = Duration.ofSeconds(28);

    /** What the shell says of a process that signal 15 has ended. */
    private static final int TERMINATED = 143;

    private ShutdownDeadline() {}

    /** From now on, once for the process. */
    static void keep() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Thread.ofPlatform().daemon().name("shutdown-deadline").start(() -> {
            try {
                Thread.sleep(LONGEST);
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("The node has not stopped within {} s and is ended; what it had is taken over as from a dead node",
                    LONGEST.toSeconds());
            Runtime.getRuntime().halt(TERMINATED);
        })));
    }
}
