package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes this node's row: from the moment when it answers, whatever its roles, until everything else of it has stopped. It says that it drains as soon as it
 * is asked to stop. A database that is away costs a warning and no beat more; the shutdown does not wait for one.
 */
@Component
final class NodeBeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NodeBeat.class);

    private static final long LEAVE_SECONDS = 2;

    private final Nodes nodes;

    private final NodeSelf self;

    private final QueueProperties properties;

    private final Clock clock;

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("node-beat").daemon().factory());

    private volatile @Nullable Node node;

    private volatile boolean draining;

    private volatile Instant beaten = Instant.EPOCH;

    private boolean missed;

    NodeBeat(Nodes nodes, NodeSelf self, QueueProperties properties, Clock clock) {
        this.nodes = nodes;
        this.self = self;
        this.properties = properties;
        this.clock = clock;
    }

    /** The server's port is known before the node takes work. */
    @EventListener
    void answers(WebServerInitializedEvent event) {
        if (node == null) {
            node = self.at(event.getWebServer().getPort(), clock.instant());
            var _ = thread.scheduleWithFixedDelay(this::beat, 0, properties.queue().heartbeat().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void drains() {
        draining = true;
        if (node != null) {
            soon(this::beat);
        }
    }

    @Override
    public void start() {
        // It begins when the node answers.
    }

    @Override
    public void stop() {
        Node leaving = node;
        node = null;
        if (leaving != null) {
            var gone = thread.submit(() -> nodes.leaves(leaving.name()));
            try {
                gone.get(LEAVE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException away) {
                LOG.warn("The node leaves its row behind, because the database does not answer: {}", away.toString());
            }
        }
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return node != null;
    }

    /** The last to stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** When this node could say for the last time that it lives. */
    Instant beaten() {
        return beaten;
    }

    private void soon(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The node has stopped beating", stopped);
        }
    }

    private void beat() {
        Node beating = node;
        if (beating == null) {
            return;
        }
        Instant now = clock.instant();
        try {
            nodes.beat(new Node(beating.name(), beating.address(), beating.version(), beating.roles(), draining, beating.startedAt(), now,
                    true));
            beaten = now;
            missed = false;
        } catch (RuntimeException failed) {
            if (!missed) {
                LOG.warn("The node could not say that it lives, and goes on trying: {}", failed.toString());
            }
            missed = true;
        }
    }
}
