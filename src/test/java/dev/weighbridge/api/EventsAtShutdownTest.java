package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;

/** A node that stops does not wait for those who only listen. */
class EventsAtShutdownTest {

    @Test
    void endsTheStreamsBeforeItWaitsForItsCalls() {
        try (TestNode node = TestNode.start(TestDatabase.H2, "spring.lifecycle.timeout-per-shutdown-phase=60s")) {
            String session = Objects.requireNonNull(ApiClient.admin(node).authorization());
            try (EventLines lines = EventLines.of(URI.create(node.url() + "/api/v1/events"), "Authorization", session)) {
                assertThat(lines.status()).isEqualTo(200);
                var closing = Thread.ofVirtual().start(node::close);
                await().atMost(Imports.LONG).until(lines::hasEnded);
                await().atMost(Duration.ofSeconds(30)).until(() -> !closing.isAlive());
            }
        }
    }
}
