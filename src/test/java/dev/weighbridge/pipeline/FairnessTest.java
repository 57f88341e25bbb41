package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.request.Way;
import dev.weighbridge.store.FaultyBlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nobody waits for what somebody else has too much of. */
class FairnessTest {

    private static final long LARGE = 700_000_000_000L;

    private static final int SMALL_ONES = 500;

    private static final Duration LONG = Duration.ofMinutes(4);

    private TestNode node;

    private Imports imports;

    @BeforeEach
    void start() {
        TestDatabase database = TestDatabase.H2;
        node = TestNode.start(TestNode.newHome(), database.freshUrl(), database.user(), List.of(FaultyBlobStore.InFront.class));
        node.bean(FaultyBlobStore.class).free(OptionalLong.of(2 * LARGE));
        imports = new Imports(node);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** Simulated: its bytes are zeros, come at a pace, and are stored as long as the small ones take. */
    @Test
    void fiveHundredSmallModelsWaitAtMostTwiceAsLongBesideOneOfSevenHundredGigabytes() {
        run("warm", 60);
        Duration before = run("before", SMALL_ONES);
        Duration beside;
        try (EndlessFile file = new EndlessFile(LARGE, 32 << 20)) {
            String large = imports.request("large", file.url(), null);
            await().atMost(LONG).until(() -> node.bean(Ingestions.class).bytesDone(large) > 0);

            beside = run("beside", SMALL_ONES);

            Ingestion still = node.bean(Ingestions.class).find(large).orElseThrow();
            assertThat(still.state()).as("%s", still.failure()).isEqualTo(IngestionState.RUNNING);
            node.bean(Ingestions.class).cancel(large);
            assertThat(node.bean(Ingestions.class).awaitEnd(large, LONG).state()).isEqualTo(IngestionState.CANCELLED);
        }
        Duration after = run("after", SMALL_ONES);
        // Other work on the machine makes one of them longer than the other.
        Duration alone = before.compareTo(after) > 0 ? before : after;
        assertThat(beside).as("median wait beside it; alone %s and %s", before, after).isLessThan(alone.multipliedBy(2));
    }

    @Test
    void aShortListDoesNotWaitForALongOneThatCameBefore() {
        List<String> longList = enter("long", 300, Priority.NORMAL);
        List<String> shortList = enter("short", 20, Priority.NORMAL);

        awaitEnds(shortList);

        assertThat(ended(longList)).as("of the long list, when the short one is through").isLessThan(200);
        awaitEnds(longList);
        assertThat(lastEnd(shortList)).isBefore(lastEnd(longList));
    }

    @Test
    void anUrgentListGoesBeforeAllThatHasNotBegun() {
        List<String> longList = enter("long", 300, Priority.NORMAL);
        int before = ended(longList);
        List<String> urgent = enter("urgent", 40, Priority.URGENT);

        awaitEnds(urgent);

        assertThat(ended(longList) - before).as("of the long list, while the urgent one went through").isLessThan(80);
        node.bean(Ingestions.class).find(urgent.getLast()).ifPresent(last -> assertThat(last.priority()).isEqualTo(Priority.URGENT));
    }

    /** The median time from the request to the end. */
    private Duration run(String run, int count) {
        List<String> uuids = enter(run, count, Priority.NORMAL);
        awaitEnds(uuids);
        return uuids.stream().map(uuid -> node.bean(Ingestions.class).find(uuid).orElseThrow())
                .map(one -> Duration.between(one.createdAt(), one.endedAt())).sorted().toList().get(count / 2);
    }

    private List<String> enter(String run, int count, Priority priority) {
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String file = Imports.file(node.models().resolve(ResourceUuid.random()), 100, run.hashCode() + i).toString();
            var request = new ModelRequest(Imports.ADMIN, new Way(Origin.BULK, run, priority, false), Makes.MODEL,
                    imports.given(run + "-" + i, file, null), null, null);
            uuids.add(node.bean(RequestIntake.class).accept(request).ingestionUuid());
        }
        return uuids;
    }

    private void awaitEnds(List<String> uuids) {
        await().atMost(LONG).until(() -> ended(uuids) == uuids.size());
        assertThat(uuids).allSatisfy(uuid -> {
            Ingestion one = node.bean(Ingestions.class).find(uuid).orElseThrow();
            assertThat(one.state()).as("%s", one.failure()).isEqualTo(IngestionState.SUCCEEDED);
        });
    }

    private int ended(List<String> uuids) {
        String run = String.valueOf(node.bean(Ingestions.class).find(uuids.getFirst()).orElseThrow().runUuid());
        Integer count = node.bean(JdbcTemplate.class)
                .queryForObject("select count(*) from ingestion where run_uuid = ? and ended_at is not null", Integer.class, run);
        return count == null ? 0 : count;
    }

    private OffsetDateTime lastEnd(List<String> uuids) {
        String run = String.valueOf(node.bean(Ingestions.class).find(uuids.getFirst()).orElseThrow().runUuid());
        return Objects.requireNonNull(node.bean(JdbcTemplate.class)
                .queryForObject("select max(ended_at) from ingestion where run_uuid = ?", OffsetDateTime.class, run));
    }
}
