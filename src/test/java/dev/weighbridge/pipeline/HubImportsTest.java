package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.huggingface.FakeHub;
import dev.weighbridge.source.modelscope.FakeModelScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whole imports from hubs: a centre's relative path, its credentials, the hub's digests, and what another revision costs. */
class HubImportsTest {

    private static final Path SAMPLE = Path.of("samples/tiny-llama");

    private static TestNode node;

    private static FakeHub trusted;

    @BeforeAll
    static void start() {
        trusted = FakeHub.start();
        node = TestNode.start(TestDatabase.H2, "weighbridge.sources.trusted-hubs=hf=" + trusted.endpoint(),
                "weighbridge.sources.allowed-networks=127.0.0.0/8,localhost,::1/128",
                "weighbridge.collector.interval=1d");
    }

    @AfterAll
    static void stop() {
        node.close();
        trusted.close();
    }

    @Test
    void aModelOfTheHubIsHeldAgainstEveryDigestThatTheHubAnnounces() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.token("hf_secret").model("org/llama").putAll(files()).hide().letIn("hf_secret");
            Model model = imported(center(hub.endpoint(), "huggingface", "hf_secret"), "org/llama", Imports.ADMIN, null).model();

            assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(SAMPLE));
            assertThat(node.bean(Inventory.class).files(model.getUuid())).allSatisfy(file -> assertThat(file.verifiedBy())
                    .isEqualTo(file.path().endsWith(".safetensors") ? Digest.Algorithm.SHA256 : Digest.Algorithm.GIT_SHA1));
            assertThat(model.getVersionSemver()).startsWith("0.0.0-2024").endsWith(hub.model("org/llama").newest().substring(0, 12));
            assertThat(hub.cdnCalls()).allMatch(call -> call.authorization() == null, "the token stays with the hub");
        }
    }

    @Test
    void anotherRevisionMovesOnlyWhatIsNew() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.model("org/llama").putAll(files());
            String center = center(hub.endpoint(), "huggingface", null);
            imported(center, "org/llama", Imports.ADMIN, null);
            hub.model("org/llama").put("README.md", "another".getBytes(StandardCharsets.UTF_8));
            int before = hub.cdnCalls().size();
            Ingestion second = imported(center, "org/llama", Imports.ADMIN, null).ingestion();
            assertThat(hub.cdnCalls()).as("weights are known by their SHA-256").hasSize(before);
            assertThat(second.bytesDeduplicated()).isGreaterThanOrEqualTo(Files.size(SAMPLE.resolve("model-00001-of-00003.safetensors")));
        }
    }

    @Test
    void aTrustedHubVouchesForAnotherAccount() throws Exception {
        trusted.model("org/llama").putAll(files());
        String center = center(trusted.endpoint(), "huggingface", null);
        imported(center, "org/llama", Imports.ADMIN, null);
        int before = trusted.cdnCalls().size();
        Ingestion theirs = imported(center, "org/llama", account(), null).ingestion();
        assertThat(trusted.cdnCalls()).hasSize(before);
        assertThat(theirs.bytesFetched()).as("git's ids vouch for nothing elsewhere").isPositive();
    }

    @Test
    void anotherHubVouchesForNobody() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.model("org/llama").putAll(files());
            String center = center(hub.endpoint(), "huggingface", null);
            imported(center, "org/llama", account(), null);
            Ingestion theirs = imported(center, "org/llama", account(), null).ingestion();
            assertThat(theirs.bytesDeduplicated()).isZero();
        }
    }

    @Test
    void theCentersTokenServesItsOwnerOnly() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.token("hf_secret").model("org/private").putAll(files()).hide().letIn("hf_secret");
            String center = center(hub.endpoint(), "huggingface", "hf_secret");
            assertThat(run(center, "org/private", account(), null).state()).isEqualTo(IngestionState.FAILED);
            assertThat(hub.calls()).allMatch(call -> call.authorization() == null);
            imported(center, "org/private", Imports.ADMIN, null);
        }
    }

    @Test
    void oneSetOfWeightsIsTakenUnlessAnotherIsAskedFor() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            Map<String, byte[]> files = files();
            files.put("original/consolidated.00.pth", new byte[] {'P', 'K', 3, 4, 1});
            files.put("notes.txt", new byte[] {1});
            hub.model("org/llama").putAll(files);
            String center = center(hub.endpoint(), "huggingface", null);
            Model usual = imported(center, "org/llama", Imports.ADMIN, null).model();
            assertThat(node.bean(Inventory.class).files(usual.getUuid())).extracting(StoredFile::path)
                    .contains("model-00001-of-00003.safetensors", "notes.txt")
                    .doesNotContain("original/consolidated.00.pth");
            assertThat(node.bean(Inventory.class).derivations(usual.getUuid())).anyMatch(one -> one.field().equals("weights")
                    && one.value().equals("safetensors"));
            Model some = imported(center, "org/llama", Imports.ADMIN, "{\"weighbridge\":{\"include\":[\"config.json\"]}}").model();
            assertThat(node.bean(Inventory.class).files(some.getUuid())).extracting(StoredFile::path)
                    .containsExactly("config.json");
        }
    }

    @Test
    void aGatedModelSaysWhichPageToOpen() throws Exception {
        try (FakeHub hub = FakeHub.start()) {
            hub.model("org/gated").putAll(files()).detail("gated", "manual");
            Ingestion failed = run(center(hub.endpoint(), "huggingface", null), "org/gated", Imports.ADMIN, null);
            assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
            assertThat(failed.failure()).isNotNull().satisfies(why -> {
                assertThat(why.kind()).isEqualTo(FailureKind.SOURCE_GATED);
                assertThat(why.message()).contains(hub.endpoint() + "/org/gated");
            });
        }
    }

    @Test
    void aModelOfModelScopeIsHeldAgainstItsDigests() throws Exception {
        try (FakeModelScope hub = FakeModelScope.start()) {
            hub.requireToken("ms-secret").repository("org/llama").commit("master", 1_700_000_000L, files());
            Model model = imported(center(hub.endpoint(), "modelscope", "ms-secret"), "org/llama", Imports.ADMIN, null).model();
            assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(SAMPLE));
            assertThat(node.bean(Inventory.class).files(model.getUuid())).allMatch(file -> file.verifiedBy() == Digest.Algorithm.SHA256);
        }
    }

    private record Imported(Ingestion ingestion, Model model) {}

    private static Imported imported(String center, String path, String account, @Nullable String parameters) {
        Ingestion ingestion = run(center, path, account, parameters);
        assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return new Imported(ingestion, node.bean(Inventory.class).find(ingestion.modelUuid()).orElseThrow());
    }

    private static Ingestion run(String center, String path, String account, @Nullable String parameters) {
        var given = new GivenFields("llama", path, center, null, parameters, null, null, null, null, null, null, null, null, null, null,
                null, null,
                null, null, null, null);
        String uuid = node.bean(RequestIntake.class).accept(new ModelRequest(account, Origin.API, given, null, null)).ingestionUuid();
        return node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
    }

    private static String center(String url, String type, @Nullable String token) {
        String parameters = "{\"type\":\"" + type + "\"" + (token == null ? "" : ",\"token\":\"" + token + "\"") + "}";
        return node.bean(ModelCenters.class).add(Imports.ADMIN,
                new NewCenter(null, "hub", null, url, parameters, "127.0.0.1", 443, null, null, null, null, null, null)).getUuid();
    }

    private static String account() {
        String uuid = ResourceUuid.random();
        node.bean(JdbcTemplate.class).update("""
                insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                values (?, ?, '-', 'NORMAL', current_timestamp, current_timestamp)""", uuid, "other-" + uuid);
        return uuid;
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(SAMPLE)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(SAMPLE.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
