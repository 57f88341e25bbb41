package dev.weighbridge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.node.HandClock;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the nodes, by a clock that is far behind the one that the node itself sweeps by. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NodesTest {

    private static final Instant START = Instant.parse("2999-01-01T00:00:00Z");

    private static final Stretch ALL = new Stretch(1000, 0);

    private final TestNode node;

    private final HandClock hands = new HandClock(START);

    private final Nodes nodes;

    private final QueueProperties properties;

    private final String name = "n-" + ResourceUuid.random();

    NodesTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.properties = node.bean(QueueProperties.class);
        this.nodes = new Nodes(node.bean(JdbcClient.class), properties, hands.clock());
    }

    @AfterEach
    void leave() {
        nodes.leaves(name);
    }

    @Test
    void isAliveUntilFourHeartbeatsAreMissing() {
        nodes.beat(at(START));
        Duration lease = properties.queue().heartbeat().multipliedBy(4);

        hands.advance(lease.minusMillis(1));
        assertThat(found().alive()).isTrue();
        hands.advance(Duration.ofMillis(1));
        assertThat(found().alive()).isFalse();

        nodes.beat(at(START.plus(lease)));
        assertThat(found().alive()).isTrue();
        assertThat(found().startedAt()).isEqualTo(START);
    }

    @Test
    void isForgottenWhenItWasSilentForADayAndEntersItselfAgain() {
        nodes.beat(at(START));
        var sweep = new SilentNodes(new Nodes(node.bean(JdbcClient.class), properties, hands.clock()), hands.clock());
        hands.advance(Duration.ofDays(1));
        assertThat(nodes.forget(Instant.EPOCH)).as("nobody has been silent for so long").isZero();
        nodes.beat(at(hands.clock().instant()));
        sweepOnlyOf(sweep);
        assertThat(names()).contains(name);

        hands.advance(Duration.ofDays(1).plusMillis(1));
        sweepOnlyOf(sweep);
        assertThat(names()).doesNotContain(name);

        nodes.beat(at(hands.clock().instant()));
        assertThat(found().roles()).containsExactlyInAnyOrder("api", "worker");
    }

    /** The node itself is taken for gone by a clock of the year 2999, and comes back at its next beat. */
    private void sweepOnlyOf(SilentNodes sweep) {
        sweep.run();
        await().atMost(Duration.ofSeconds(20)).until(() -> names().contains(node.bean(NodeName.class).name()));
    }

    @Test
    void aNodeEntersItselfWithWhatItIsAndLeavesWhenItStops() {
        String url = TestDatabase.H2.freshUrl();
        try (TestNode first = start(url, "weighbridge.queue.heartbeat=100ms")) {
            Nodes seen = first.bean(Nodes.class);
            try (TestNode second = start(url, "weighbridge.roles=api", "weighbridge.queue.heartbeat=100ms")) {
                String other = second.bean(NodeName.class).name();
                await().atMost(Duration.ofSeconds(20)).until(() -> seen.count() == 2);
                Node api = seen.find(Nodes.By.STARTED, true, new Stretch(1, 0)).getFirst();
                assertThat(api.name()).isEqualTo(other);
                assertThat(api.roles()).containsExactly("api");
                assertThat(api.address()).isEqualTo(second.url().toString());
                assertThat(api.version()).isNotBlank();
                assertThat(api.alive()).isTrue();
                assertThat(api.draining()).isFalse();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> seen.find(Nodes.By.STARTED, true, ALL).getFirst().heartbeatAt().isAfter(api.heartbeatAt()));
            }
            assertThat(seen.find(Nodes.By.NAME, false, ALL)).extracting(Node::name).containsExactly(first.bean(NodeName.class).name());
        }
    }

    @Test
    void aRoleThatThereIsNotStopsTheStart() {
        assertThatThrownBy(() -> new QueueProperties(Set.of("api", "workr"), properties.worker(), properties.queue()))
                .hasMessageContaining("weighbridge.roles").hasMessageContaining("workr");
        assertThatThrownBy(() -> new QueueProperties(Set.of(), properties.worker(), properties.queue()))
                .hasMessageContaining("weighbridge.roles");
    }

    @Test
    void aNodeWithoutAPlaceForImportsSaysHowItIsMeant() {
        assertThatThrownBy(() -> new QueueProperties.Worker(2, 0)).hasMessageContaining("weighbridge.worker.small-slots")
                .hasMessageContaining("weighbridge.roles=api");
        assertThatThrownBy(() -> new QueueProperties.Worker(-1, null)).hasMessageContaining("weighbridge.worker.large-slots");
    }

    @Test
    void aNodeWithFewCoresBeginsFewerSmallImportsAtOnceUnlessItIsTold() {
        assertThat(new QueueProperties.Worker(2, null).small(1)).isEqualTo(2);
        assertThat(new QueueProperties.Worker(2, null).small(2)).isEqualTo(4);
        assertThat(new QueueProperties.Worker(2, null).small(64)).isEqualTo(8);
        assertThat(new QueueProperties.Worker(2, 16).small(2)).isEqualTo(16);
    }

    private static TestNode start(String url, String... properties) {
        return TestNode.start(TestNode.newHome(), url, TestDatabase.H2.user(), List.of(), properties);
    }

    private Node at(Instant heartbeat) {
        return new Node(name, "http://127.0.0.1:1", "1", Set.of("worker", "api"), false, START, heartbeat, true);
    }

    private Node found() {
        return nodes.find(Nodes.By.NAME, false, ALL).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private List<String> names() {
        return nodes.find(Nodes.By.HEARTBEAT, true, ALL).stream().map(Node::name).toList();
    }
}
