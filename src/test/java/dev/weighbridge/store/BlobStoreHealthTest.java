package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.node.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** A store that goes away and comes back, by a clock that the test moves. */
class BlobStoreHealthTest {

    private final HandClock hands = new HandClock(Instant.parse("2026-03-04T05:06:07Z"));

    @TempDir
    Path home;

    @Test
    void tellsWhetherTheStoreIsThereAsOfAFewSecondsAgo() throws IOException {
        var properties = new StoreProperties(home, new StoreProperties.Store(StoreProperties.Type.LOCAL, null));
        var health = new BlobStoreHealthIndicator(LocalBlobStore.under(home), properties, hands.clock());
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsKeys("type", "freeBytes");

        Files.move(home.resolve("blobs"), home.resolve("away"));
        hands.advance(Duration.ofSeconds(4));
        assertThat(health.health().getStatus()).as("the last answer counts").isEqualTo(Status.UP);
        hands.advance(Duration.ofSeconds(2));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("kind", FailureKind.STORE_UNAVAILABLE);
        assertThat(String.valueOf(health.health().getDetails().get("why"))).startsWith("Could not read");

        Files.move(home.resolve("away"), home.resolve("blobs"));
        hands.advance(Duration.ofSeconds(6));
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }
}
