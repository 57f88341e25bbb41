package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.FencedException;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ApiCall;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.Removals;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The promises of the architecture, each tried on both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PromisesTest {

    private final TestNode node;

    private final Imports imports;

    PromisesTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.imports = new Imports(node);
    }

    @Test
    void equalRequestsAtOnceMakeOneModel() throws Exception {
        Path model = folder("once", 1, 300 * SmallPartsNode.PART); // so long that no call comes after the end
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> imports.request("once", model.toString(), "1.0"));
        }
        Set<String> ingestions = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var call : threads.invokeAll(calls)) {
                ingestions.add(call.get());
            }
        }
        // One that came after the end of the first would rightly make a second model: none did if all share an ingestion.
        ingestions.forEach(
                uuid -> assertThat(node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG).state()).isEqualTo(IngestionState.SUCCEEDED));
        assertThat(ingestions).hasSize(1);
    }

    @Test
    void aRequestAfterTheEndMakesAModelWithoutMovingBytes() throws Exception {
        Path model = folder("again", 2, 2 * SmallPartsNode.PART);
        // What has just been written might be written again within the same tick of the clock, so a source is sure of it only two seconds later.
        await().atMost(Imports.LONG).until(() -> Files.getAttribute(model.resolve("small.txt"), "unix:ctime") instanceof FileTime changed
                && changed.toInstant().isBefore(Instant.now(Clock.systemUTC()).minusSeconds(3)));
        Ingestion first = imports.run("again", model.toString(), "1.0");
        Ingestion second = imports.run("again", model.toString(), "1.0");

        assertThat(second.state()).as("%s", second.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(second.modelUuid()).isNotEqualTo(first.modelUuid());
        assertThat(second.bytesFetched()).isZero();
        assertThat(second.bytesDeduplicated()).isEqualTo(first.bytesFetched()).isEqualTo(2L * SmallPartsNode.PART + "small 2..".length());
        assertThat(blobs(second)).isEqualTo(blobs(first));
    }

    @Test
    void anApiJobsUuidIsTakenOnce() throws Exception {
        Path model = folder("job", 3, 10);
        var call = new ApiCall(ResourceUuid.random(), null, null);
        var request = new ModelRequest(Imports.ADMIN, Origin.API, imports.given("job", model.toString(), null), null, call);
        node.bean(RequestIntake.class).accept(request);

        assertThatThrownBy(() -> node.bean(RequestIntake.class).accept(request)).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.CONFLICT));
    }

    @Test
    void theSameBytesAreKeptOnceAndGoWithTheirLastModel() throws Exception {
        Ingestion one = imports.run("one", folder("one", 4, 2 * SmallPartsNode.PART).toString(), null);
        Ingestion two = imports.run("two", folder("two", 4, 2 * SmallPartsNode.PART).toString(), null);
        assertThat(blobs(two)).isEqualTo(blobs(one)).hasSize(2);

        node.bean(Removals.class).removeModel(one.modelUuid());
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects()).containsAll(blobs(two));

        List<String> blobs = blobs(two);
        node.bean(Removals.class).removeModel(two.modelUuid());
        // The ingestions have ended and do not hold them.
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects()).doesNotContainAnyElementsOf(blobs);
    }

    @Test
    void manyModelsOfTheSameBytesAtOnceEndWithOneBlobAndSweepsTakeNoneOfThem() throws Exception {
        List<String> ingestions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ingestions.add(imports.request("same-" + i, folder("same-" + i, 5, 3 * SmallPartsNode.PART).toString(), null));
        }
        while (ingestions.stream().anyMatch(uuid -> !node.bean(Ingestions.class).find(uuid).orElseThrow().state().hasEnded())) {
            Sweeps.sweep(node, Duration.ZERO);
        }
        Sweeps.sweep(node, Duration.ZERO);
        Set<String> blobs = new HashSet<>();
        for (String uuid : ingestions) {
            Ingestion ended = node.bean(Ingestions.class).find(uuid).orElseThrow();
            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
            blobs.addAll(blobs(ended));
        }
        assertThat(blobs).as("two files, one blob each").hasSize(2);
        assertThat(objects()).containsAll(blobs);
    }

    @Test
    void moreLargeFilesThanTheMemoryHasPartsAllArrive() throws Exception {
        List<String> ingestions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ingestions.add(imports.request("wide-" + i, folder("wide-" + i, 100 + i, 12 * SmallPartsNode.PART).toString(), null));
        }
        for (String uuid : ingestions) {
            Ingestion ended = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        }
    }

    @Test
    void anAttemptThatWasTakenOverCanDoNothing() throws Exception {
        String uuid = waiting("fenced");
        Attempts attempts = node.bean(Attempts.class);
        Attempt old = attempts.claim(uuid, "SMALL", "one").orElseThrow();
        Attempt latest = attempts.claim(uuid, "SMALL", "two").orElseThrow();

        assertThat(latest.number()).isEqualTo(old.number() + 1);
        assertThatThrownBy(() -> node.inTransaction(() -> {
            node.bean(Fence.class).hold(old);
            return true;
        })).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> attempts.succeed(old)).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> attempts.giveBack(old)).isInstanceOf(FencedException.class);
        assertThat(node.bean(Ingestions.class).find(uuid).orElseThrow().state()).isEqualTo(IngestionState.RUNNING);
        attempts.cancelled(latest);
    }

    @Test
    void deletingACentreCancelsWhatIsOnItsWayAndRemovesItsModels() throws Exception {
        Ingestion there = imports.run("there", folder("there", 6, 10).toString(), null);
        String waiting = waiting("coming");

        node.bean(Removals.class).removeCenter(imports.center());

        Ingestion ended = node.bean(Ingestions.class).awaitEnd(waiting, Imports.LONG);
        assertThat(ended.state()).isEqualTo(IngestionState.CANCELLED);
        assertThat(node.bean(Inventory.class).find(there.modelUuid())).isEmpty();
        Path manifest = node.home().resolve("manifests").resolve(there.modelUuid() + ".json");
        await().atMost(Imports.LONG).until(() -> Files.notExists(manifest));
    }

    @Test
    void aBrokenWeightFileFailsWithItsPlaceAndLeavesNothing() throws Exception {
        Path model = node.models().resolve("broken");
        Files.createDirectories(model);
        Files.write(model.resolve("model.safetensors"), new byte[] {99, 0, 0, 0, 0, 0, 0, 0, '{', '}'});

        Ingestion ended = imports.run("broken", model.toString(), null);

        assertThat(ended.state()).isEqualTo(IngestionState.FAILED);
        assertThat(Objects.requireNonNull(ended.failure()).kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(ended.failure().message()).contains("model.safetensors").contains("byte");
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects()).isSubsetOf(SmallPartsNode.referenced(node));
    }

    @Test
    void theSourcesTokenIsWrittenNowhereInClear() throws Exception {
        String token = "hush-" + ResourceUuid.random();
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/secret.bin", new byte[] {1, 2, 3}).requireToken(token);
            var given = imports.given("secret", server.url("/secret.bin").toString(), null);
            String uuid = node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, token, null))
                    .ingestionUuid();
            assertThat(everyTable()).doesNotContain(token);
            Ingestion ended = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
            Path manifest = node.home().resolve("manifests").resolve(ended.modelUuid() + ".json");
            await().atMost(Imports.LONG).until(() -> Files.exists(manifest));
            assertThat(Files.readString(manifest)).doesNotContain(token).contains("\"artifactChecksum\"");
        }
        assertThat(everyTable()).doesNotContain(token);
    }

    /** An ingestion whose source asks it to come back in an hour. */
    private String waiting(String name) {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/later.bin", new byte[] {1}).refuseAlways(429, "Retry-After", "3600");
            String uuid = imports.request(name, server.url("/later.bin").toString(), null);
            await().atMost(Imports.LONG)
                    .until(() -> node.bean(Ingestions.class).find(uuid).orElseThrow().state() == IngestionState.WAITING);
            return uuid;
        }
    }

    private Path folder(String name, long seed, long size) throws Exception {
        Path folder = node.models().resolve(name);
        old(Imports.file(folder.resolve("large.bin"), size, seed));
        old(Files.write(folder.resolve("small.txt"), ("small " + seed + "..").getBytes(StandardCharsets.US_ASCII),
                StandardOpenOption.CREATE));
        return folder;
    }

    private static void old(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }

    private List<String> blobs(Ingestion ended) {
        return node.bean(Inventory.class).files(ended.modelUuid()).stream().map(stored -> stored.blobUuid()).toList();
    }

    private List<String> objects() throws Exception {
        return SmallPartsNode.objects(node).stream().map(object -> object.getFileName().toString()).toList();
    }

    private String everyTable() {
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        var text = new StringBuilder();
        for (String table : sql.queryForList("select table_name from information_schema.tables where lower(table_schema) = 'public'",
                String.class)) {
            sql.queryForList("select * from \"" + table + "\"").forEach(text::append);
        }
        return text.toString();
    }
}
