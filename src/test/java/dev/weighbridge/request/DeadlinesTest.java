package dev.weighbridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long an ingestion may take, and what becomes of one that takes longer. */
class DeadlinesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Deadlines deadlines = new Deadlines(new IntakeProperties(Duration.ofHours(24)), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theCallerMayAskForLessThanTheOperatorAllowsAndNotForMore() {
        assertThat(deadlines.of(null)).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(deadlines.of(call(null))).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(deadlines.of(call(Duration.ofSeconds(90)))).isEqualTo("2026-01-01T00:01:30Z");
        assertThat(deadlines.of(call(Duration.ofHours(24)))).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(deadlines.of(call(Duration.ofHours(25)))).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(deadlines.of(call(Duration.ofSeconds(Long.MAX_VALUE)))).isEqualTo("2026-01-02T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsNotDoneWhenItsTimeIsOverFailsAsATimeout(TestDatabase database) {
        TestNode node = TestNode.shared(database);
        String name = "late-" + ResourceUuid.random();
        Imports.file(node.models().resolve(name).resolve("a.bin"), 10, 1);

        Failure failure = failure(node, name, node.models().resolve(name).toString(), Duration.ZERO);

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.message()).startsWith("Could not ").contains("in time").contains("Add it again");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nobodyWaitsForASourceThatComesBackAfterTheDeadline(TestDatabase database) {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/later.bin", new byte[] {1}).refuseAlways(429, "Retry-After", "3600");
            Failure failure = failure(TestNode.shared(database), "later-" + ResourceUuid.random(), server.url("/later.bin").toString(),
                    Duration.ofMinutes(59));

            assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_RATE_LIMITED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoJoinsAnOpenIngestionGivesItHisTime(TestDatabase database) {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/later.bin", new byte[] {1}).refuseAlways(503);
            TestNode node = TestNode.shared(database);
            var given = new Imports(node).given("joined-" + ResourceUuid.random(), server.url("/later.bin").toString(), null);
            Ingestion first = accept(node, given, Duration.ofMinutes(10));
            Ingestion second = accept(node, given, null);
            Ingestion third = accept(node, given, Duration.ofMinutes(1));
            node.bean(Ingestions.class).cancel(first.uuid());

            assertThat(second.uuid()).isEqualTo(first.uuid());
            assertThat(second.deadline()).isAfter(first.deadline().plus(Duration.ofHours(23)));
            assertThat(third.deadline()).isEqualTo(second.deadline());
        }
    }

    private static Ingestion accept(TestNode node, GivenFields given, @Nullable Duration timeout) {
        String uuid = node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, null, call(timeout)))
                .ingestionUuid();
        return node.bean(Ingestions.class).find(uuid).orElseThrow();
    }

    private static Failure failure(TestNode node, String name, String installPath, Duration timeout) {
        var given = new Imports(node).given(name, installPath, null);
        String uuid = node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, null, call(timeout)))
                .ingestionUuid();
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
        assertThat(ended.state()).isEqualTo(IngestionState.FAILED);
        return Objects.requireNonNull(ended.failure());
    }

    private static ApiCall call(@Nullable Duration timeout) {
        return new ApiCall(ResourceUuid.random(), timeout, null);
    }
}
