package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.oci.Artifact;
import dev.weighbridge.source.oci.DockerRegistry;
import dev.weighbridge.source.oci.FakeRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whole imports from registries, of every packer's form; the machine's own tools pack the layers, and say what the model's checksum is. */
class RegistryImportsTest {

    private static final String MODELPACK = "application/vnd.cncf.model.";

    private static final String KITOPS = "application/vnd.kitops.modelkit.";

    private static final String OLLAMA = "application/vnd.ollama.image.";

    private static final String PATH = "org.cncf.model.filepath";

    private static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";

    private static final String IMAGE_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static TestNode node;

    private final FakeRegistry registry = FakeRegistry.start();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        node = TestNode.start(TestDatabase.H2, SmallPartsNode.settings());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void stopServing() {
        registry.close();
    }

    @Test
    void takesAModelPackOfFilesAndArchives() throws Exception {
        Path tree = tree(1);
        registry.push("org/model", "v1.2", modelPack(tree));
        Model model = imports("oci").imported("modelpack", "org/model:v1.2");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertThat(model.getVersionSemver()).isEqualTo("1.2.0");
        assertEveryFileIsVerified(model, "README.md", "config.json", "weights/model-00001.bin", "weights/model-00002.bin");
    }

    @Test
    void takesAModelPackOfARealRegistryByItsLogin() throws Exception {
        Path tree = tree(2);
        try (DockerRegistry real = DockerRegistry.start(Files.createDirectory(folder.resolve("registry")))) {
            real.push("org/model", "v1", modelPack(tree));
            String parameters = "{\"type\":\"oci\",\"username\":\"%s\",\"password\":\"%s\"}".formatted(real.login().name(),
                    real.login().secret());
            var withLogin = new Imports(node, Imports.center(node, "http://" + real.authority(), parameters));
            Model model = withLogin.imported("real", "org/model:v1");
            assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
            assertEveryFileIsVerified(model, "README.md", "config.json", "weights/model-00001.bin", "weights/model-00002.bin");
            Failure stranger = imports("http://" + real.authority(), "oci").refused("stranger", "org/model:v1");
            assertThat(stranger.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        }
    }

    @Test
    void takesAModelKitWithItsKitfile() throws Exception {
        Path tree = tree(3);
        String kitfile = "{\"manifestVersion\":\"1.0.0\"}";
        registry.push("org/kit", "latest", Artifact.empty().config(KITOPS + "config.v1+json", kitfile)
                .layer(KITOPS + "model.v1.tar+zstd", packed(tree, "zstd -q", "weights"))
                .layer(KITOPS + "code.v1.tar+zstd", packed(tree, "zstd -q", "config.json README.md")));
        Model model = imports("oci").imported("kit", "org/kit");
        Files.writeString(tree.resolve("kitfile.json"), kitfile);
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertEveryFileIsVerified(model, "README.md", "config.json", "kitfile.json", "weights/model-00001.bin", "weights/model-00002.bin");
    }

    @Test
    void takesAnImageAsItLooksAboveItsLastLayer() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Coreutils.run("cd " + image + " && mkdir bin etc && echo sh > bin/sh && ln -s sh bin/ls && echo root > etc/passwd");
        byte[] base = packed(image, "gzip", "bin etc");
        Files.move(tree(4), image.resolve("models"));
        byte[] first = packed(image, "gzip", "models");
        Files.writeString(image.resolve("models/config.json"), "{\"model_type\":\"later\"}");
        Files.writeString(image.resolve("models/added.txt"), "added");
        byte[] second = packed(image, "gzip", "models/config.json models/added.txt etc/passwd");
        registry.push("org/car", "1", Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, base).layer(IMAGE_LAYER, first)
                .layer(IMAGE_LAYER, second));

        Model model = imports("oci").imported("car", "org/car:1");

        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(image.resolve("models")));
        assertEveryFileIsVerified(model, "README.md", "added.txt", "config.json", "weights/model-00001.bin", "weights/model-00002.bin");
    }

    @Test
    void refusesAnImageThatHoldsNoModel() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Coreutils.run("cd " + image + " && mkdir bin models && echo sh > bin/sh");
        registry.push("org/shell", "latest", Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, packed(image, "gzip", "."))
                .layer(IMAGE_LAYER, packed(image, "gzip", "bin")));
        Failure failure = imports("oci").refused("shell", "org/shell");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.message()).startsWith("Could not ").contains("no file").contains("models/");
    }

    @Test
    void refusesLayersThatMakeAFileOfAFolder() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Coreutils.run("cd " + image + " && mkdir -p models/a && echo x > models/a/b");
        byte[] first = packed(image, "gzip", "models");
        Coreutils.run("cd " + image + " && rm -r models/a && echo y > models/a");
        registry.push("org/both", "latest", Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, first)
                .layer(IMAGE_LAYER, packed(image, "gzip", "models")));
        Failure failure = imports("oci").refused("both", "org/both");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.message()).contains("'a' is a file in one place and a folder in another");
    }

    @ParameterizedTest
    @CsvSource({"models/.wh.config.json", "models/.wh..wh..opq", "models/weights/.wh.model-00001.bin", ".wh.models", ".wh..wh..opq"})
    void refusesALayerThatTakesFilesOfAnEarlierOneAway(String whiteout) throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Files.move(tree(5), image.resolve("models"));
        byte[] first = packed(image, "gzip", "models");
        Coreutils.run("cd " + image + " && echo more > models/more.txt && touch " + whiteout);
        registry.push("org/less", "latest", Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, first)
                .layer(IMAGE_LAYER, packed(image, "gzip", "models/more.txt " + whiteout)));
        Failure failure = imports("oci").refused("less", "org/less");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.message()).contains(whiteout.replaceFirst("^models/", "")).contains("earlier layer");
    }

    @Test
    void passesOverWhatALayerTakesAwayElsewhere() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Files.move(tree(6), image.resolve("models"));
        Coreutils.run("cd " + image + " && mkdir etc && touch etc/.wh.passwd .wh.bin");
        registry.push("org/tidy", "latest",
                Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, packed(image, "gzip", "models etc .wh.bin")));
        assertThat(imports("oci").imported("tidy", "org/tidy").getArtifactChecksum())
                .isEqualTo(Coreutils.checksum(image.resolve("models")));
    }

    @Test
    void refusesALayerThatPutsALinkInThePlaceOfTheModel() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        Files.move(tree(9), image.resolve("models"));
        byte[] first = packed(image, "gzip", "models");
        Coreutils.run("cd " + image + " && mv models other && ln -s other models");
        registry.push("org/link", "latest", Artifact.empty().config(IMAGE_CONFIG, "{}").layer(IMAGE_LAYER, first)
                .layer(IMAGE_LAYER, packed(image, "gzip", "other models")));
        Failure failure = imports("oci").refused("link", "org/link");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNSAFE_CONTENT);
        assertThat(failure.message()).startsWith("Could not unpack 'models'").contains("not a folder").endsWith(".");
    }

    @Test
    void takesAModelOfOllamaByItsNameOnly() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.copy(Path.of("samples/tiny-gguf/tiny-q8_0.gguf"), tree.resolve("model.gguf"));
        Files.writeString(tree.resolve("template"), "{{ .Prompt }}");
        Files.writeString(tree.resolve("params.json"), "{\"stop\":[\"</s>\"]}");
        Files.writeString(tree.resolve("LICENSE"), "MIT");
        Files.writeString(tree.resolve("ollama-config.json"), "{\"model_format\":\"gguf\"}");
        registry.push("library/tiny", "8b", Artifact.empty()
                .config("application/vnd.docker.container.image.v1+json", Files.readString(tree.resolve("ollama-config.json")))
                .layer(OLLAMA + "model", bytes(tree, "model.gguf")).layer(OLLAMA + "template", bytes(tree, "template"))
                .layer(OLLAMA + "params", bytes(tree, "params.json")).layer(OLLAMA + "license", bytes(tree, "LICENSE")));
        Model model = imports("ollama").imported("tiny", "ollama://tiny:8b");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertEveryFileIsVerified(model, "LICENSE", "model.gguf", "ollama-config.json", "params.json", "template");
    }

    @Test
    void takesWhatOrasPushedByItsFullName() throws Exception {
        Path tree = tree(7);
        registry.push("org/files", "latest", Artifact.empty().type("application/vnd.example.model")
                .layer("text/markdown", bytes(tree, "README.md"), Artifact.TITLE, "README.md")
                .layer("application/json", bytes(tree, "config.json"), Artifact.TITLE, "config.json")
                .layer(IMAGE_LAYER, packed(tree, "gzip", "weights"), Artifact.TITLE, "weights", "io.deis.oras.content.unpack", "true"));
        Model model = new Imports(node).imported("oras", "oci://" + registry.authority() + "/org/files");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertEveryFileIsVerified(model, "README.md", "config.json", "weights/model-00001.bin", "weights/model-00002.bin");
    }

    @Test
    void makesNothingOfALayerWhoseBytesAreNotThoseOfItsDigest() throws Exception {
        Path tree = tree(8);
        byte[] right = packed(tree, "cat", ".");
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * SmallPartsNode.PART, 99);
        byte[] wrong = packed(tree, "cat", ".");
        assertThat(wrong).hasSameSizeAs(right).isNotEqualTo(right);
        registry.push("org/forged", "latest", Artifact.empty().config(MODELPACK + "config.v1+json", "{}")
                .layer(MODELPACK + "weight.v1.tar", right));
        registry.falsify("org/forged", Artifact.digest(right), wrong);
        Sweeps.sweep(node, Duration.ZERO);
        int before = SmallPartsNode.objects(node).size();

        Imports imports = imports("oci");
        Ingestion failed = imports.ended("forged", "org/forged");

        assertThat(Imports.why(failed).kind()).isEqualTo(FailureKind.DIGEST_MISMATCH);
        assertThat(Imports.why(failed).message()).startsWith("Could not ").contains("layer-1.tar");
        assertThat(blobs(failed, "")).as("files that came out").isEqualTo(4);
        assertThat(blobs(failed, "and b.state = 'READY'")).as("files that may be relied on").isZero();
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(SmallPartsNode.objects(node)).as("what is left behind").hasSize(before);
    }

    private static int blobs(Ingestion ingestion, String which) {
        Integer count = node.bean(JdbcTemplate.class).queryForObject("""
                select count(*) from ingestion_file f join blob b on b.uuid = f.blob_uuid
                where f.ingestion_uuid = ? and f.packed_in is not null""" + " " + which, Integer.class, ingestion.uuid());
        return count == null ? 0 : count;
    }

    private static void assertEveryFileIsVerified(Model model, String... paths) {
        List<StoredFile> files = node.bean(Inventory.class).files(model.getUuid());
        assertThat(files).extracting(StoredFile::path).containsExactlyInAnyOrder(paths);
        assertThat(files).as("the registry's digests vouch").allMatch(file -> file.verifiedBy() == Digest.Algorithm.SHA256);
    }

    private Imports imports(String type) {
        return imports(registry.url("").toString(), type);
    }

    private static Imports imports(String url, String type) {
        return new Imports(node, Imports.center(node, url, "{\"type\":\"" + type + "\"}"));
    }

    /** Files of several parts and of one, no two trees with a file in common. */
    private Path tree(int seed) throws IOException {
        Path tree = folder.resolve("tree");
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * SmallPartsNode.PART, seed);
        Imports.file(tree.resolve("weights/model-00002.bin"), SmallPartsNode.PART + 1L, seed + 100L);
        Files.writeString(tree.resolve("config.json"), "{\"model_type\":\"model " + seed + "\"}");
        Files.writeString(tree.resolve("README.md"), "# Model " + seed + "\n");
        return tree;
    }

    private Artifact modelPack(Path tree) throws Exception {
        return Artifact.empty().type(MODELPACK + "manifest.v1+json").config(MODELPACK + "config.v1+json", "{\"modelfs\":{}}")
                .layer(MODELPACK + "weight.config.v1.raw", bytes(tree, "config.json"), PATH, "config.json")
                .layer(MODELPACK + "weight.v1.tar+gzip", packed(tree, "gzip", "weights"), PATH, "weights")
                .layer(MODELPACK + "doc.v1.raw", bytes(tree, "README.md"), PATH, "README.md");
    }

    private static byte[] bytes(Path tree, String path) throws IOException {
        return Files.readAllBytes(tree.resolve(path));
    }

    private byte[] packed(Path tree, String packer, String paths) throws IOException, InterruptedException {
        Path layer = folder.resolve("layer");
        Coreutils.run("cd " + tree + " && tar --format=gnu -cf - " + paths + " | " + packer + " > " + layer);
        return Files.readAllBytes(layer);
    }
}
