package dev.weighbridge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.Overdue;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a person wants of an ingestion, through the door, and of all of a run. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WishesTest {

    private static final int SIZE = 40 * SmallPartsNode.PART;

    /** Of connections that are given up, the server has sent what nobody reads. */
    private static final int PARTS_IN_FLIGHT = 4;

    private final TestDatabase database;

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    WishesTest(TestDatabase database) {
        this.database = database;
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.imports = new Imports(node);
    }

    @Test
    void aPausedOneStopsWhereItIsAndGoesOnThere() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            byte[] bytes = new byte[SIZE];
            new Random(database.name().hashCode()).nextBytes(bytes);
            FaultyFile file = server.file("/paused.bin", bytes).bytesPerSecond(SIZE / 4);
            String uuid = imports.request("paused", server.url("/paused.bin").toString(), null);
            await().atMost(Imports.LONG).until(() -> node.bean(Ingestions.class).bytesDone(uuid) > 2 * SmallPartsNode.PART);

            admin.post("/ingestions/" + uuid + "/pause").with(200);
            await().atMost(Imports.LONG).until(() -> state(uuid) == IngestionState.PAUSED);
            long stored = node.bean(Ingestions.class).bytesDone(uuid);
            long served = file.bytesServed();
            assertThat(admin.post("/ingestions/" + uuid + "/pause").with(200).text("/state")).as("again").isEqualTo("PAUSED");

            assertThat(admin.post("/ingestions/" + uuid + "/resume").with(200).text("/state")).isIn("QUEUED", "RUNNING");
            Ingestion ended = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(file.bytesServed() - served).as("fetched after it went on")
                    .isLessThanOrEqualTo(SIZE - stored + PARTS_IN_FLIGHT * SmallPartsNode.PART);
        }
    }

    @Test
    void oneThatNeedsAnApprovalDoesNotBeginWithoutIt() {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 72);
        String uuid = accept(new Way(Origin.SYNC, null, Priority.HIGH, true), file);
        imports.run("a later one", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 73).toString(), null);

        var waiting = admin.get("/ingestions/" + uuid).with(200);
        assertThat(waiting.text("/state")).isEqualTo("AWAITING_APPROVAL");
        assertThat(waiting.at("/attempt").asInt()).isZero();
        assertThat(waiting.text("/priority")).isEqualTo("HIGH");
        admin.post("/ingestions/" + uuid + "/resume").problem(409, "CONFLICT");
        admin.post("/ingestions/" + uuid + "/pause").problem(409, "CONFLICT");

        admin.post("/ingestions/" + uuid + "/approve").with(200);
        assertThat(node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG).state()).isEqualTo(IngestionState.SUCCEEDED);
        admin.post("/ingestions/" + uuid + "/approve").problem(409, "CONFLICT");
    }

    @Test
    void whatFailedIsAskedForAgainAsANewOne() {
        Path file = node.models().resolve(ResourceUuid.random());
        Ingestion failed = imports.run("late", file.toString(), "v7");
        assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
        Imports.file(file, 10, 74);

        var again = admin.post("/ingestions/" + failed.uuid() + "/retry").with(202);

        assertThat(again.headers().firstValue("Location")).hasValue("/api/v1/ingestions/" + again.text("/uuid"));
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(again.text("/uuid"), Imports.LONG);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(ended.name()).isEqualTo("late");
        assertThat(state(failed.uuid())).isEqualTo(IngestionState.FAILED);
        admin.post("/ingestions/" + ended.uuid() + "/retry").problem(409, "CONFLICT");
    }

    @Test
    void whatHasEndedCanBeCancelledInVainAndNotPaused() {
        Ingestion ended = imports.run("ended", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 75).toString(), null);

        admin.post("/ingestions/" + ended.uuid() + "/pause").problem(409, "CONFLICT");
        admin.post("/ingestions/" + ended.uuid() + "/resume").problem(409, "CONFLICT");
        assertThat(admin.post("/ingestions/" + ended.uuid() + "/cancel").with(200).text("/state")).isEqualTo("SUCCEEDED");
        for (String wish : new String[] {"pause", "resume", "cancel", "approve", "retry"}) {
            ApiClient.ordinary(node).post("/ingestions/" + ended.uuid() + "/" + wish).problem(404, "NOT_FOUND");
            admin.post("/ingestions/" + ResourceUuid.random() + "/" + wish).problem(404, "NOT_FOUND");
        }
    }

    @Test
    void anEntryFromBeforeThePauseIsVoid() {
        try (TestNode idle = TestNode.start(database, "weighbridge.roles=api")) {
            String uuid = request(idle, "run");
            Wishes wishes = idle.bean(Wishes.class);
            wishes.pause(uuid);
            Attempts attempts = idle.bean(Attempts.class);
            assertThat(attempts.claim(uuid, "SMALL", "x")).as("paused").isEmpty();
            wishes.resume(uuid);

            assertThat(attempts.claim(uuid, "SMALL", "x")).as("by the entry that was left over").isEmpty();
            assertThat(attempts.claim(uuid + ":1", "SMALL", "x")).isPresent();
        }
    }

    @Test
    void aRunIsPausedResumedAndCancelledAsAWhole() {
        try (TestNode idle = TestNode.start(database, "weighbridge.roles=api")) {
            for (int i = 0; i < 3; i++) {
                request(idle, "run");
            }
            String running = request(idle, "run");
            idle.bean(Attempts.class).claim(running, "SMALL", "x");
            String other = request(idle, "another");
            Wishes wishes = idle.bean(Wishes.class);
            Ingestions ingestions = idle.bean(Ingestions.class);

            wishes.pauseRun("run");
            assertThat(ingestions.countsOfRun("run")).isEqualTo(Map.of(IngestionState.PAUSED, 3L, IngestionState.RUNNING, 1L));
            assertThat(wish(idle, running)).isEqualTo("PAUSE");
            wishes.resumeRun("run");
            assertThat(ingestions.countsOfRun("run")).isEqualTo(Map.of(IngestionState.QUEUED, 3L, IngestionState.RUNNING, 1L));
            assertThat(wish(idle, running)).isEqualTo("NONE");
            wishes.cancelRun("run");
            assertThat(ingestions.countsOfRun("run")).isEqualTo(Map.of(IngestionState.CANCELLED, 3L, IngestionState.RUNNING, 1L));
            assertThat(wish(idle, running)).isEqualTo("CANCEL");
            assertThat(ingestions.find(other).orElseThrow().state()).isEqualTo(IngestionState.QUEUED);
        }
    }

    @Test
    void theTimeOfARunsOneBeginsWhenItsTurnHasCome() {
        try (TestNode idle = TestNode.start(database, "weighbridge.roles=api")) {
            String uuid = request(idle, "run");
            String single = request(idle, null);
            idle.bean(JdbcTemplate.class).update("update ingestion set created_at = created_at - interval '30' hour,"
                    + " deadline = deadline - interval '30' hour");

            assertThat(idle.bean(Overdue.class).end()).isEqualTo(1);
            assertThat(idle.bean(Ingestions.class).find(single).orElseThrow().state()).isEqualTo(IngestionState.FAILED);
            idle.bean(Attempts.class).claim(uuid, "SMALL", "x");

            assertThat(idle.bean(Ingestions.class).find(uuid).orElseThrow().deadline())
                    .isCloseTo(Instant.now().plus(Duration.ofHours(24)), within(5, ChronoUnit.MINUTES));
        }
    }

    private IngestionState state(String uuid) {
        return node.bean(Ingestions.class).find(uuid).orElseThrow().state();
    }

    private static String wish(TestNode idle, String uuid) {
        return String
                .valueOf(idle.bean(JdbcTemplate.class).queryForObject("select wish from ingestion where uuid = ?", String.class, uuid));
    }

    private String accept(Way way, Path file) {
        var given = imports.given("held", file.toString(), null);
        return node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, way, Makes.MODEL, given, null, null)).ingestionUuid();
    }

    private static String request(TestNode idle, @Nullable String run) {
        var given = new Imports(idle).given(ResourceUuid.random(), "/nowhere", null);
        return idle.bean(RequestIntake.class).accept(
                new ModelRequest(Imports.ADMIN, new Way(Origin.BULK, run, Priority.NORMAL, false), Makes.MODEL, given, null, null))
                .ingestionUuid();
    }
}
