package dev.weighbridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the queue says of itself on a running node. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkQueueHealthTest {

    private final TestNode node;

    WorkQueueHealthTest(TestDatabase database) {
        node = TestNode.shared(database);
    }

    private Health health(Clock clock) {
        return new WorkQueueHealthIndicator(node.bean(NodeBeat.class), node.bean(Schedulers.class), node.bean(QueueProperties.class),
                node.bean(QueueDepth.class), clock).health();
    }

    @Test
    void aWorkerThatBeatsAndServesItsLanesIsUp() {
        await().until(() -> health(node.bean(Clock.class)).getStatus().equals(Status.UP));
        Health seen = health(node.bean(Clock.class));
        assertThat(seen.getDetails()).containsEntry("served", true).containsKeys("lastHeartbeat", "lanes");
        assertThat(String.valueOf(seen.getDetails().get("lanes"))).contains("small", "large", "background", "hooks");
    }

    @Test
    void aNodeThatCouldNotBeatForALeaseIsDown() {
        Duration lease = node.bean(QueueProperties.class).lease();
        assertThat(health(Clock.offset(node.bean(Clock.class), lease.multipliedBy(2))).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void whatIsDueIsCountedWithHowLongItHasBeenDue() {
        var depth = new QueueDepth(node.bean(JdbcClient.class),
                Clock.offset(node.bean(Clock.class), Duration.ofDays(1)));
        QueueDepth.Depth tomorrow = depth.of(Lane.BACKGROUND);
        assertThat(tomorrow.due()).as("recurring work").isPositive();
        assertThat(tomorrow.late()).isBetween(Duration.ofHours(1), Duration.ofDays(1).plusMinutes(1));
        assertThat(depth.of(Lane.HOOKS).late()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
