package dev.weighbridge.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelChange;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.request.ModelUpdates;
import dev.weighbridge.request.Removals;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.FaultyBlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The inventory is lost with its database, and made again from the store. */
class RebuildTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Everything in the store is older than this much from now. */
    private static final Duration EVERYTHING = Duration.ofMinutes(-5);

    private static final String CONFIG = "{\"architectures\":[\"LlamaForCausalLM\"],\"auto_map\":{\"AutoModel\":\"code.Model\"}}";

    private final Path home = TestNode.newHome();

    private TestDatabase database = TestDatabase.H2;

    private @Nullable TestNode started;

    private String first = "";

    private String second = "";

    private String dataset = "";

    @AfterEach
    void close() {
        node().close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everythingComesBackAsItWas(TestDatabase kind) {
        database = kind;
        fill();
        Map<String, JsonNode> before = all();
        lose();
        assertThat(Sweeps.wouldRemove(node(), EVERYTHING)).isZero();
        Sweeps.sweep(node(), EVERYTHING);

        JsonNode ended = rebuild();

        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("SUCCEEDED");
        assertThat(ended.path("total").asInt()).isEqualTo(3);
        assertThat(ended.path("done").asInt()).isEqualTo(3);
        all().forEach((what, now) -> assertThat(now).as(what).isEqualTo(before.get(what)));
        ApiClient admin = ApiClient.admin(node());
        String verification = admin.post("/models/" + first + "/verify").with(202).text("/uuid");
        await().atMost(Imports.LONG).untilAsserted(
                () -> assertThat(admin.get("/verifications/" + verification).with(200).text("/state")).isEqualTo("SUCCEEDED"));
        assertThat(node().bean(Strangers.class).survey().unknown()).isEmpty();
        Sweeps.sweep(node(), EVERYTHING);
        assertThat(admin.get("/models/" + second + "/files/a.bin").with(200).headers().firstValue("Content-Length")).hasValue("2000");
        whatIsDeletedDoesNotComeBack();
    }

    private void whatIsDeletedDoesNotComeBack() {
        node().bean(Removals.class).removeModel(first);
        settle();
        assertThat(node().bean(Strangers.class).survey().unknown()).isEmpty();

        // As if it had been deleted a moment ago, and its manifest were about to go.
        node().bean(JdbcTemplate.class).update("delete from model where uuid = ?", second);
        node().inTransaction(() -> {
            node().bean(WorkQueue.class).enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), second, Instant.now().plusSeconds(3600));
            return true;
        });
        assertThat(node().bean(Strangers.class).survey().unknown()).isEmpty();
        node().bean(Return.class).bring(second);
        assertThat(node().bean(Inventory.class).find(second)).isEmpty();

        node().bean(JdbcTemplate.class).update("delete from queue_background where task_instance like ?", second + "%");
        assertThat(node().bean(Strangers.class).survey().unknown()).containsExactly(second);
        node().bean(Return.class).bring(second);
        assertThat(node().bean(Inventory.class).find(second)).isPresent();
    }

    @Test
    void whatIsMissingIsSaidAndAnOlderFormatIsEnough() throws IOException {
        fill();
        String account = ResourceUuid.random();
        Path manifest = manifestFile(first);
        forget();
        ObjectNode old = (ObjectNode) JSON.readTree(Files.readString(manifestFile(second)));
        old.put("format", 1).remove(List.of("findings", "tags"));
        ((ObjectNode) old.get("center")).retain("uuid", "name", "url", "parameters");
        Files.writeString(manifestFile(second), old.toString());
        Files.writeString(manifest,
                Files.readString(manifest).replace("\"accountUuid\" : \"" + Imports.ADMIN, "\"accountUuid\" : \"" + account));
        Files.delete(blob(manifest));
        Files.writeString(manifestFile(dataset), "{\"format\": 3}");

        JsonNode ended = rebuild();

        assertThat(ended.path("state").asString()).isEqualTo("PARTIAL");
        assertThat(ended.path("failed").asInt()).isEqualTo(1);
        assertThat(ended.at("/failures/0/uuid").asString()).isEqualTo(dataset);
        assertThat(ended.at("/failures/0/failure/message").asString()).contains("its format is 3, and this release reads 1 to 2");
        assertThat(node().bean(Inventory.class).find(first).orElseThrow().getAccountUuid()).isEqualTo(Imports.ADMIN);
        assertThat(node().bean(Inventory.class).findings(first)).extracting("sentence").anySatisfy(
                said -> assertThat(said).asString().startsWith("It belonged to the account " + account))
                .anySatisfy(said -> assertThat(said).asString().startsWith("The bytes of a.bin were not in the store"));
        JdbcTemplate sql = node().bean(JdbcTemplate.class);
        assertThat(sql.queryForList("select b.state from blob b join model_file f on f.blob_uuid = b.uuid where f.model_uuid = ?",
                String.class,
                first)).containsExactlyInAnyOrder("DAMAGED", "READY");
        Model model = node().bean(Inventory.class).find(second).orElseThrow();
        assertThat(model.getVersionSemver()).isEqualTo("2.0.0");
        assertThat(model.isLatestVersion()).isTrue();
        assertThat(node().bean(Inventory.class).derivations(second)).isNotEmpty();
        assertThat(Sweeps.wouldRemove(node(), EVERYTHING)).as("nobody knows what the manifest that cannot be read names").isZero();
    }

    @Test
    void whatComesBackWhileASweepLooksIsNotSwept() {
        fill();
        forget();
        // The sweep has asked for rows then, and there was none; and when it has the manifests, this one is of a model that is known.
        node().bean(FaultyBlobStore.class).beforeManifests(() -> node().bean(Return.class).bring(first));
        Sweeps.sweep(node(), EVERYTHING);
        assertThat(node().bean(Inventory.class).files(first)).hasSize(2)
                .allSatisfy(file -> assertThat(node().bean(BlobStore.class).find(file.blobUuid())).isPresent());
    }

    /** The one that is there, or a new one on an empty database. */
    private TestNode node() {
        TestNode there = started;
        if (there == null) {
            there = TestNode.start(home, database.freshUrl(), database.user(), List.of(FaultyBlobStore.InFront.class),
                    "weighbridge.collector.interval=1d");
            started = there;
        }
        return there;
    }

    /** Two versions of a model, of which the second is the latest, and a dataset; with tags, and what an update gave. */
    private void fill() {
        var imports = new Imports(node());
        first = imported(imports.run("one", folder("v1", 1000), "1.0.0"));
        second = imported(imports.run("one", folder("v2", 2000), "2.0.0"));
        dataset = imported(imports.dataset("data", folder("data", 3000)));
        node().inTransaction(() -> {
            var on = new TaggedResource(first, TaggedResource.MODEL, Imports.ADMIN);
            node().bean(Tags.class).addUserTag(on, "mine");
            return node().bean(Tags.class).addSystemTag(on, "ours::1");
        });
        node().bean(ModelUpdates.class).update(new Caller(Imports.ADMIN, true, Imports.ADMIN), first,
                new ModelChange(null, null, "given later", null, null, null, List.of("a", "b"), null, null, null));
        settle();
        Sweeps.sweep(node(), EVERYTHING); // each of the three brought the same config.json
    }

    private String folder(String name, int size) {
        Path folder = node().models().resolve(name);
        Imports.file(folder.resolve("a.bin"), size, size);
        try {
            Files.writeString(folder.resolve("config.json"), CONFIG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return folder.toString();
    }

    private static String imported(Ingestion ended) {
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ended.modelUuid();
    }

    /** Until all manifests agree with the inventory. */
    private void settle() {
        await().atMost(Imports.LONG)
                .until(() -> node().bean(WorkQueue.class).subjects(Lane.BACKGROUND, WorkName.MANIFEST.text()).isEmpty());
    }

    private void lose() {
        node().close();
        started = null;
    }

    /** As {@link #lose}, by the same node. */
    private void forget() {
        JdbcTemplate sql = node().bean(JdbcTemplate.class);
        for (String table : List.of("tag", "model", "dataset", "lineage", "model_center", "blob")) {
            sql.update("delete from " + table);
        }
    }

    private JsonNode rebuild() {
        ApiClient admin = ApiClient.admin(node());
        String uuid = admin.post("/rebuilds?dryRun=false").with(202).text("/uuid");
        await().atMost(Imports.LONG)
                .untilAsserted(() -> assertThat(admin.get("/rebuilds/" + uuid).with(200).text("/state")).isNotEqualTo("RUNNING"));
        settle();
        return JSON.readTree(admin.get("/rebuilds/" + uuid).with(200).at("").toString());
    }

    private Path manifestFile(String uuid) {
        return home.resolve("manifests").resolve(uuid + ".json");
    }

    private Path blob(Path manifest) throws IOException {
        String uuid = JSON.readTree(Files.readString(manifest)).at("/files/0/blobUuid").asString();
        return home.resolve("blobs").resolve(uuid.substring(0, 2)).resolve(uuid);
    }

    /** All that is known of the three, and of their centre. */
    private Map<String, JsonNode> all() {
        return Map.of("first", model(first), "second", model(second), "dataset", JSON.valueToTree(
                List.of(node().bean(Datasets.class).find(dataset).orElseThrow(), node().bean(Datasets.class).files(dataset),
                        node().bean(Datasets.class).derivations(dataset), node().bean(Datasets.class).findings(dataset))),
                "manifests", JSON.valueToTree(List.of(manifest(first), manifest(second), manifest(dataset))));
    }

    private JsonNode model(String uuid) {
        Inventory inventory = node().bean(Inventory.class);
        ObjectNode row = JSON.valueToTree(inventory.find(uuid).orElseThrow());
        row.remove("lineageUuid");
        if (uuid.equals(first)) {
            row.remove("lastOpDate"); // it may be the latest until the other is back
        }
        return JSON.valueToTree(List.of(row, inventory.files(uuid), inventory.derivations(uuid), inventory.findings(uuid),
                node().bean(Tags.class).givenTo(uuid), node().bean(Tags.class).textsOf(uuid)));
    }

    /** As it stands in the store. */
    private JsonNode manifest(String uuid) {
        JsonNode manifest = JSON.readTree(node().bean(BlobStore.class).manifest(uuid).orElseThrow());
        if (uuid.equals(first)) {
            ((ObjectNode) manifest.get("model")).remove("lastOpDate");
        }
        return manifest;
    }
}
