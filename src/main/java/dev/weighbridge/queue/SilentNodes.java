package dev.weighbridge.queue;

import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes away the rows of nodes that nobody has heard of for a day: they were killed. Until then they are shown as not alive. */
@Component
final class SilentNodes implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(SilentNodes.class);

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Nodes nodes;

    private final Clock clock;

    SilentNodes(Nodes nodes, Clock clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "silent-nodes";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        int forgotten = nodes.forget(clock.instant().minus(REMEMBERED));
        if (forgotten > 0) {
            LOG.info("Forgot {} nodes that have been silent for a day", forgotten);
        }
    }
}
