package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.s3.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole imports from a bucket, with the centre's keys and the digests that lie beside the objects. */
class BucketImportsTest {

    private static TestNode node;

    private final TestStore store = TestStore.signed();

    private final String bucket = store.bucket();

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

    @Test
    void takesAFolderAgainstItsListOfDigests() throws Exception {
        Path tree = tree(1);
        Coreutils.run("cd " + tree + " && find . -type f | xargs sha256sum > ../sums && mv ../sums SHA256SUMS");
        put(tree, "models/m/");
        Model model = imports(TestStore.ACCESS_KEY, TestStore.SECRET_KEY).imported("folder", "s3://" + bucket + "/models/m");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        List<StoredFile> files = node.bean(Inventory.class).files(model.getUuid());
        assertThat(files).extracting(StoredFile::path).containsExactlyInAnyOrder("SHA256SUMS", "config.json", "empty.txt",
                "weights/model-00001.bin");
        assertThat(files).filteredOn(file -> !file.path().equals("SHA256SUMS"))
                .allMatch(file -> file.verifiedBy() == Digest.Algorithm.SHA256);
    }

    @Test
    void refusesAFolderOfWhichOneFileIsNotTheListedOne() throws Exception {
        Path tree = tree(2);
        Coreutils.run("cd " + tree + " && find . -type f | xargs sha256sum > ../sums && mv ../sums SHA256SUMS");
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * SmallPartsNode.PART, 99);
        put(tree, "models/m/");
        Failure failure = imports(TestStore.ACCESS_KEY, TestStore.SECRET_KEY).refused("damaged", "s3://" + bucket + "/models/m");
        assertThat(failure.kind()).isEqualTo(FailureKind.DIGEST_MISMATCH);
        assertThat(failure.message()).startsWith("Could not ").contains("weights/model-00001.bin");
    }

    @Test
    void takesOneObjectByAPathRelativeToTheBucket() throws Exception {
        Path file = Imports.file(folder.resolve("one.bin"), 3L * SmallPartsNode.PART + 7, 3);
        Coreutils.run("cd " + folder + " && sha256sum one.bin > one.bin.sha256");
        put(folder, "models/");
        var imports = new Imports(node, Imports.center(node, "s3://" + bucket + "/models",
                parameters(TestStore.ACCESS_KEY, TestStore.SECRET_KEY)));
        Model model = imports.imported("one", "one.bin");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.sha256(file));
        assertThat(node.bean(Inventory.class).files(model.getUuid())).singleElement()
                .satisfies(stored -> assertThat(stored.verifiedBy()).isEqualTo(Digest.Algorithm.SHA256));
    }

    @Test
    void takesTheTreeInAnArchive() throws Exception {
        Path tree = tree(4);
        Path packed = Files.createDirectory(folder.resolve("packed"));
        Coreutils.run("tar --format=gnu -czf " + packed + "/x.tar.gz -C " + tree + " . && cd " + packed
                + " && sha256sum x.tar.gz > x.tar.gz.sha256");
        put(packed, "");
        Model model = imports(TestStore.ACCESS_KEY, TestStore.SECRET_KEY).imported("archive", "s3://" + bucket + "/x.tar.gz?unpack");
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertThat(node.bean(Inventory.class).files(model.getUuid())).hasSize(3)
                .allMatch(file -> file.verifiedBy() == Digest.Algorithm.SHA256);
    }

    @ParameterizedTest
    @CsvSource({"stranger, x, does not know the access key", "weighbridge-reads, wr0ng, secret key is not the one"})
    void saysWhichKeyIsWrong(String accessKey, String secretKey, String why) throws Exception {
        put(tree(5), "m/");
        Failure failure = imports(accessKey, secretKey).refused("locked", "s3://" + bucket + "/m");
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(failure.message()).startsWith("Could not list s3://" + bucket + "/m").contains(why).endsWith(".")
                .doesNotContain("wr0ng");
    }

    private Imports imports(String accessKey, String secretKey) {
        return new Imports(node, Imports.center(node, "s3://" + bucket, parameters(accessKey, secretKey)));
    }

    private String parameters(String accessKey, String secretKey) {
        return "{\"type\":\"s3\",\"endpoint\":\"%s\",\"accessKey\":\"%s\",\"secretKey\":\"%s\"}".formatted(store.url(), accessKey,
                secretKey);
    }

    private Path tree(int seed) throws IOException {
        Path tree = folder.resolve("tree");
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * SmallPartsNode.PART, seed);
        Files.writeString(tree.resolve("config.json"), "{\"model_type\":\"bucket " + seed + "\"}");
        Files.createFile(tree.resolve("empty.txt"));
        return tree;
    }

    private void put(Path tree, String prefix) throws IOException {
        try (var all = Files.walk(tree)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                store.put(bucket, prefix + tree.relativize(file), Files.readAllBytes(file));
            }
        }
    }
}
