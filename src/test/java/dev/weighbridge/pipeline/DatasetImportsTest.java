package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.DatasetChanges;
import dev.weighbridge.request.Removals;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.source.huggingface.FakeHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Datasets come in by the steps by which models do. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatasetImportsTest {

    private static final Path SAMPLE = Path.of("samples/tiny-pytorch");

    private final TestNode node;

    private final Imports imports;

    private final String name = "set-" + UUID.randomUUID();

    DatasetImportsTest(TestDatabase database) {
        node = SmallPartsNode.on(database);
        imports = new Imports(node);
    }

    @Test
    void everyFileIsTakenWhateverSetsOfWeightsAreAmongThem() throws Exception {
        Path folder = folder("model.safetensors", new byte[] {8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' '});
        for (String file : List.of("pytorch_model.bin", "data/train.csv", "optimizer.pt")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "a,b\n" + file);
        }
        Dataset dataset = imported(folder.toString());
        assertThat(node.bean(Datasets.class).files(dataset.getUuid())).extracting(StoredFile::path)
                .containsExactly("data/train.csv", "model.safetensors", "optimizer.pt", "pytorch_model.bin");
        assertThat(dataset.getSize()).isEqualTo(bytes(folder));
        assertThat(dataset.getArtifactChecksum()).isEqualTo(Coreutils.checksum(folder));
        assertThat(node.bean(Datasets.class).derivations(dataset.getUuid())).extracting(Derivation::field)
                .contains("artifactChecksum", "artifactSizeBytes").doesNotContain("architectureType", "weights", "minGpuMemory");
        assertThat(node.bean(Inventory.class).find(dataset.getUuid())).as("no model").isEmpty();
    }

    @Test
    void whatAModelIsReadForIsNotReadInADataset() throws IOException {
        Dataset dataset = imported(folder("config.json", "{\"architectures\":[\"X\"]} and no JSON").toString());
        assertThat(node.bean(Datasets.class).findings(dataset.getUuid())).isEmpty();
    }

    @Test
    void theGateLooksAtADatasetByTheSamePolicy() throws IOException {
        Failure why = Imports.why(ended(folder("run.sh", "#!/bin/sh\nrm -rf /\n").toString()));
        assertThat(why.kind()).isEqualTo(FailureKind.UNSAFE_CONTENT);
        assertThat(why.message()).startsWith("Could not add the dataset '" + name + "': it is not safe. 'run.sh' is a script");

        Path pickled = folder("cached.pkl", "cos\nsystem\n(S'id'\ntR.");
        Files.delete(pickled.resolve("run.sh"));
        assertThat(Imports.why(ended(pickled.toString())).message()).contains("it is not safe. ", "cached.pkl");

        Path disguised = folder("cached.safetensors", "cos\nsystem\n(S'id'\ntR.");
        Files.delete(disguised.resolve("cached.pkl"));
        assertThat(Imports.why(ended(disguised.toString())).kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void whatIsFlaggedIsKeptWithTheDataset() throws IOException {
        Dataset dataset = imported(folder("load_set.py", "import os\n").toString());
        assertThat(node.bean(Datasets.class).findings(dataset.getUuid())).anySatisfy(found -> {
            assertThat(found.danger()).isEqualTo(SafetyKind.REMOTE_CODE);
            assertThat(found.file()).isEqualTo("load_set.py");
        });
    }

    @Test
    void bytesThatAModelBroughtAreNotFetchedAgain() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            server.file("/a.bin", content);
            Model model = imports.imported(name, server.url("/a.bin").toString());
            Ingestion ingestion = ended(server.url("/a.bin").toString());
            assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(ingestion.bytesFetched()).isZero();
            assertThat(ingestion.bytesDeduplicated()).isEqualTo(content.length);
            assertThat(node.bean(Datasets.class).files(ingestion.modelUuid())).extracting(StoredFile::blobUuid)
                    .containsExactly(node.bean(Inventory.class).files(model.getUuid()).getFirst().blobUuid());
        }
    }

    @Test
    void aSecondAttemptStillMakesADataset() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/a.bin", name.getBytes(StandardCharsets.UTF_8)).refuseAlways(503, "Retry-After", "1");
            String uuid = imports.requestDataset(name, server.url("/a.bin").toString());
            await().until(() -> node.bean(Ingestions.class).find(uuid).orElseThrow().state() == IngestionState.WAITING);
            server.at("/a.bin").recover();
            Ingestion ingestion = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
            assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(ingestion.attempt()).isGreaterThan(1);
            assertThat(ingestion.makes().kind()).isEqualTo(ArtifactKind.DATASET);
            assertThat(node.bean(Datasets.class).find(ingestion.modelUuid())).isPresent();
        }
    }

    @Test
    void aDatasetOfTheHubIsHeldAgainstItsDigests() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(SAMPLE)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(SAMPLE.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        try (FakeHub hub = FakeHub.start()) {
            hub.token("hf_secret").dataset("org/set").putAll(files).hide().letIn("hf_secret");
            var ofHub = new Imports(node, Imports.center(node, hub.endpoint(),
                    "{\"type\":\"huggingface\",\"token\":\"hf_secret\",\"include\":\"*.json\"}"));
            for (String url : List.of("org/set", "hf://datasets/org/set@main", hub.endpoint() + "/datasets/org/set")) {
                Ingestion ingestion = ofHub.dataset(name, url);
                assertThat(ingestion.state()).as("%s %s", url, ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
                Dataset dataset = node.bean(Datasets.class).find(ingestion.modelUuid()).orElseThrow();
                assertThat(dataset.getArtifactChecksum()).as("all files, whatever the centre takes of models")
                        .isEqualTo(Coreutils.checksum(SAMPLE));
                assertThat(dataset.getRevision()).isEqualTo(hub.dataset("org/set").newest());
                assertThat(node.bean(Datasets.class).files(dataset.getUuid())).allMatch(file -> file.verifiedBy() != null);
            }
            assertThat(hub.cdnCalls()).allMatch(call -> call.authorization() == null, "the token stays with the hub");
            assertThatThrownBy(() -> ofHub.request("model", "hf://datasets/org/set", null)).hasMessageContaining("is a dataset");
        }
    }

    @Test
    void itsManifestIsWrittenAndChangedAndDeletedWithIt() throws IOException {
        Dataset dataset = imported(folder("a.csv", "a,b\n").toString());
        Path manifest = node.home().resolve("manifests").resolve(dataset.getUuid() + ".json");
        await().until(() -> Files.exists(manifest));
        JsonNode written = read(manifest);
        assertThat(written.at("/dataset/name").asString()).isEqualTo(name);
        assertThat(written.at("/files/0/path").asString()).isEqualTo("a.csv");
        assertThat(written.at("/center/uuid").asString()).isEqualTo(imports.center());
        assertThat(written.at("/derivations").isEmpty()).isFalse();

        node.bean(DatasetChanges.class).change(dataset.getUuid(), "renamed", null);
        await().until(() -> read(manifest).at("/dataset/name").asString().equals("renamed"));
        node.bean(Removals.class).removeDataset(dataset.getUuid());
        await().until(() -> !Files.exists(manifest));
    }

    private static JsonNode read(Path manifest) {
        return JsonMapper.shared().readTree(manifest.toFile());
    }

    private Dataset imported(String url) {
        Ingestion ingestion = ended(url);
        assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return node.bean(Datasets.class).find(ingestion.modelUuid()).orElseThrow();
    }

    private Ingestion ended(String url) {
        return imports.dataset(name, url);
    }

    private Path folder(String file, String content) throws IOException {
        return folder(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path folder(String file, byte[] content) throws IOException {
        Path folder = Files.createDirectories(node.models().resolve(name));
        Files.write(folder.resolve(file), content);
        return folder;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
