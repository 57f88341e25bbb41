package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failure;
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
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Archives that the machine's own tools packed, imported as the tree inside. */
class UnpackingTest {

    private static final String TAR = "tar --format=gnu -cf - -C %s . ";

    static Stream<Arguments> archives() {
        return Stream.of(TestDatabase.values()).flatMap(database -> Stream.of("tar", "tar.gz", "tgz", "tar.zst", "pax.tar", "zip")
                .map(format -> Arguments.of(database, format)));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void takesTheTreeInside(TestDatabase database, String format) throws Exception {
        TestNode node = SmallPartsNode.on(database);
        Path tree = tree(node, "tree-" + format);
        Path archive = packed(tree, node.models().resolve("packed-" + format + "." + format), format);
        sum(archive);

        Model model = imported(node, archive);

        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        List<StoredFile> files = node.bean(Inventory.class).files(model.getUuid());
        assertThat(files).extracting(StoredFile::path).containsExactlyInAnyOrder("config.json", "empty.txt", "weights/model-00001.bin",
                "weights/model-00002.bin", "weights/deep/er/ümlaut and space.txt");
        assertThat(files).allMatch(file -> file.verifiedBy() != null, "the container's digest vouches for what was in it");
    }

    @ParameterizedTest
    @CsvSource({"H2, tar", "H2, tar.gz"})
    void takesAnArchiveAsOneFileWhenItIsNotToBeUnpacked(TestDatabase database, String format) throws Exception {
        TestNode node = SmallPartsNode.on(database);
        Path archive = packed(tree(node, "whole-" + format), node.models().resolve("whole-" + format + "." + format), format);
        Model model = succeeded(node, new Imports(node).run("whole", archive.toString(), null));
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.sha256(archive));
    }

    /** As pigz, bgzip and eStargz write them; the seam lies where a read of the file's bytes ends, and between two entries of the tar. */
    @Test
    void takesAnArchiveOfSeveralGzipMembersWhole() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path tree = node.models().resolve("members");
        Imports.file(tree.resolve("first.bin"), 50_000, 1);
        Imports.file(tree.resolve("second.bin"), 50_000, 2);
        Path first = Files.createTempFile("first", ".gz");
        Path second = Files.createTempFile("second", ".gz");
        // tar writes an entry as its head and its bytes, rounded up to 512: without the end that it adds, the members are one tar together.
        Coreutils.run("cd " + tree + " && tar --format=gnu -b1 -cf - first.bin | head -c 50688 | gzip -n > " + first
                + " && tar --format=gnu -b1 -cf - second.bin | gzip -n > " + second);
        Path archive = node.models().resolve("members.tar.gz");
        // A name in the head (RFC 1952, flag 8) makes the first member as long as the window that is read at once.
        byte[] bytes = Files.readAllBytes(first);
        try (var out = Files.newOutputStream(archive)) {
            out.write(new byte[] {31, (byte) 139, 8, 8}, 0, 4);
            out.write(bytes, 4, 6);
            out.write("n".repeat(65_536 - bytes.length - 1).getBytes(StandardCharsets.US_ASCII));
            out.write(0);
            out.write(bytes, 10, bytes.length - 10);
            Files.copy(second, out);
        }
        Coreutils.run("tar -tzf " + archive + " | grep -q second.bin");
        assertThat(imported(node, archive).getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
    }

    @Test
    void makesNothingOfAContainerWhoseDigestIsNotTheAnnouncedOne() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path archive = packed(tree(node, "wrong"), node.models().resolve("wrong.tar.gz"), "tar.gz");
        Files.writeString(Path.of(archive + ".sha256"), "0".repeat(64) + "  wrong.tar.gz\n");

        Ingestion failed = new Imports(node).run("wrong", archive + "?unpack", null);

        assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
        assertThat(why(failed).kind()).isEqualTo(FailureKind.DIGEST_MISMATCH);
        assertThat(why(failed).message()).contains("It was fetched twice");
        assertThat(node.bean(JdbcTemplate.class).queryForObject(
                """
                select count(*) from ingestion_file f join blob b on b.uuid = f.blob_uuid where f.ingestion_uuid = ? and b.state = 'READY'""",
                Integer.class, failed.uuid())).as("files that may be relied on").isZero();
    }

    @Test
    void fetchesNothingTwiceThatAnotherModelHas() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path tree = tree(node, "shared");
        succeeded(node, new Imports(node).run("plain", tree.toString(), null));
        Sweeps.sweep(node, Duration.ZERO);
        int objects = SmallPartsNode.objects(node).size();
        Model unpacked = imported(node, packed(tree, node.models().resolve("shared.tar"), "tar"));
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(unpacked.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        assertThat(SmallPartsNode.objects(node)).as("the same bytes are kept once").hasSize(objects);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ln -s /etc/passwd passwd                       | UNSAFE_CONTENT     | a link
            ln -s weights config2                          | UNSAFE_CONTENT     | a link
            echo x > a; ln a b                             | UNSAFE_CONTENT     | a link
            mkfifo pipe                                    | UNSAFE_CONTENT     | a device
            touch .wh.config.json                          | MALFORMED_ARTIFACT | deletes a file
            touch "$(printf 'new\\nline')"               | MALFORMED_ARTIFACT | control character
            touch 'back\\slash'                           | MALFORMED_ARTIFACT | backslash
            """)
    void refusesEntriesThatAreNoPlainFiles(String made, FailureKind kind, String why) throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path folder = Files.createTempDirectory("unfit");
        Coreutils.run("cd " + folder + " && " + made);
        Path archive = node.models().resolve("unfit-" + Integer.toHexString(made.hashCode()) + ".tar");
        Coreutils.run(TAR.formatted(folder) + "> " + archive);
        refused(node, archive, kind, why);
    }

    @Test
    void letsNoPathLeaveTheModel() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path folder = Files.createTempDirectory("climbing");
        Coreutils.run(
                "cd " + folder + " && mkdir in && echo evil > evil.txt && cd in && tar -P -cf up.tar ../evil.txt && tar -P -cf root.tar "
                        + folder
                        + "/evil.txt && printf x > a && tar -cf twice.tar a a --hard-dereference");
        for (String name : List.of("up.tar", "root.tar", "twice.tar")) {
            Path archive = node.models().resolve(name);
            Files.move(folder.resolve("in").resolve(name), archive);
            refused(node, archive, FailureKind.MALFORMED_ARTIFACT, name.equals("twice.tar") ? "twice" : "segment");
        }
    }

    @ParameterizedTest
    @CsvSource({"tar.gz, 3000", "tar.zst, 3000", "tar, 30000", "zip, 3000"})
    void tellsACutArchive(String format, int left) throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path archive = packed(tree(node, "cut-" + format), node.models().resolve("cut-" + format + "." + format), format);
        Coreutils.run("truncate -s " + left + " " + archive);
        refused(node, archive, FailureKind.MALFORMED_ARTIFACT, "cut short");
    }

    @Test
    void tellsALinkInAZipWhichOnlyItsDirectoryTellsOf() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path folder = Files.createTempDirectory("linked");
        Path archive = node.models().resolve("linked.zip");
        Coreutils.run("cd " + folder + " && echo x > a.txt && ln -s a.txt model.safetensors && zip -q -y -r " + archive + " .");
        refused(node, archive, FailureKind.UNSAFE_CONTENT, "'model.safetensors'");
    }

    @ParameterizedTest
    @CsvSource({"zip", "tar"})
    void tellsAnArchiveThatEndsBetweenTwoFiles(String format) throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path folder = Files.createTempDirectory("half");
        Path archive = node.models().resolve("half." + format);
        // One entry of 1,000 stored bytes, then the next: a zip's local header has 30 bytes and the name, a tar's 512 with the content padded.
        Coreutils.run("cd " + folder + " && head -c 1000 /dev/zero | tr '\\0' x > a && cp a b && " + (format.equals("zip")
                ? "zip -q -0 -X " + archive + " a b && truncate -s " + (30 + 1 + 1000) + " " + archive
                : "tar --format=ustar -cf " + archive + " a b && truncate -s " + (512 + 1024) + " " + archive));
        refused(node, archive, FailureKind.MALFORMED_ARTIFACT, "cut short");
    }

    @ParameterizedTest
    @CsvSource({"zip", "tar.gz", "tar.zst"})
    void holdsTheArchivesOwnChecksumsAgainstItsBytes(String format) throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path folder = Files.createTempDirectory("damaged");
        Imports.file(folder.resolve("weights.bin"), 50_000, 7);
        Path archive = node.models().resolve("damaged." + format);
        // Random bytes are stored as they are, so that a changed one is only noticed by a checksum.
        Coreutils.run(switch (format) {
            case "zip" -> "cd " + folder + " && zip -q -0 " + archive + " weights.bin";
            case "tar.gz" -> "tar -C " + folder + " -cf - weights.bin | gzip > " + archive;
            default -> "tar -C " + folder + " -cf - weights.bin | zstd -q --check > " + archive;
        });
        byte[] bytes = Files.readAllBytes(archive);
        bytes[30_000] ^= 1;
        Files.write(archive, bytes);
        refused(node, archive, FailureKind.MALFORMED_ARTIFACT, "damaged");
    }

    @Test
    void fetchesAgainWhatCameDamagedAlthoughItLooksLikeABadArchive() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path tree = tree(node, "once-damaged");
        Path archive = packed(tree, Files.createTempDirectory("served").resolve("model.tar.gz"), "tar.gz");
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/model.tar.gz", Files.readAllBytes(archive)).damage(20_000, 1);
            server.file("/model.tar.gz.sha256", Coreutils.sha256(archive).getBytes(StandardCharsets.UTF_8));
            Model model = succeeded(node, new Imports(node).run("mended", server.url("/model.tar.gz") + "?unpack", null));
            assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(tree));
        }
    }

    @Test
    void takesOnlyTheFilesThatAreAskedFor() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path archive = packed(tree(node, "some"), node.models().resolve("some.tar"), "tar");
        var given = new GivenFields("some", archive + "?unpack", new Imports(node).center(), null,
                "{\"weighbridge\":{\"exclude\":[\"*.txt\"]}}",
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        String uuid = node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, null, null)).ingestionUuid();
        Model model = succeeded(node, node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG));
        assertThat(node.bean(Inventory.class).files(model.getUuid())).extracting(StoredFile::path).containsExactlyInAnyOrder("config.json",
                "weights/model-00001.bin", "weights/model-00002.bin");
        Ingestion ended = node.bean(Ingestions.class).find(uuid).orElseThrow();
        assertThat(ended.bytesFetched()).as("all of the container").isEqualTo(Files.size(archive));
        assertThat(ended.bytesTotal()).as("what came out of it").isEqualTo(model.getArtifactSizeBytes());
    }

    @Test
    void tellsWhatIsNoArchive() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path text = Files.writeString(node.models().resolve("text.tar.gz"), "no archive at all");
        refused(node, text, FailureKind.MALFORMED_ARTIFACT, "not packed as its name says");
        Path empty = node.models().resolve("nothing.tar");
        Coreutils.run("tar -cf " + empty + " -T /dev/null");
        refused(node, empty, FailureKind.MALFORMED_ARTIFACT, "no file in it");
        sum(empty);
        refused(node, empty, FailureKind.MALFORMED_ARTIFACT, "no file in it");
        Path other = Files.writeString(node.models().resolve("weights.bin"), "weights");
        refused(node, other, FailureKind.INVALID_REQUEST, "?unpack");
    }

    private static void refused(TestNode node, Path archive, FailureKind kind, String why) {
        Ingestion failed = new Imports(node).run("refused", archive + "?unpack", null);
        assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
        assertThat(why(failed).kind()).as(why(failed).message()).isEqualTo(kind);
        assertThat(why(failed).message()).startsWith("Could not ").contains(why).endsWith(".");
    }

    private static Failure why(Ingestion failed) {
        return Objects.requireNonNull(failed.failure());
    }

    private static Model imported(TestNode node, Path archive) {
        return succeeded(node, new Imports(node).run("unpacked", archive + "?unpack", null));
    }

    private static Model succeeded(TestNode node, Ingestion ingestion) {
        assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return node.bean(Inventory.class).find(ingestion.modelUuid()).orElseThrow();
    }

    private static Path tree(TestNode node, String name) throws IOException {
        Path tree = node.models().resolve(name);
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * SmallPartsNode.PART, name.hashCode());
        Imports.file(tree.resolve("weights/model-00002.bin"), SmallPartsNode.PART + 1L, name.hashCode() + 1L);
        Files.createDirectories(tree.resolve("weights/deep/er"));
        Files.writeString(tree.resolve("weights/deep/er/ümlaut and space.txt"), name);
        Files.writeString(tree.resolve("config.json"), "{\"model_type\": \"" + name + "\"}");
        Files.createFile(tree.resolve("empty.txt"));
        return tree;
    }

    private static Path packed(Path tree, Path archive, String format) throws IOException, InterruptedException {
        Coreutils.run(switch (format) {
            case "tar" -> TAR.formatted(tree) + "> " + archive;
            case "pax.tar" -> "tar --format=pax -cf " + archive + " -C " + tree + " .";
            case "tar.gz", "tgz" -> TAR.formatted(tree) + "| gzip > " + archive;
            case "tar.zst" -> TAR.formatted(tree) + "| zstd -q > " + archive;
            default -> "cd " + tree + " && zip -q -r " + archive + " .";
        });
        return archive;
    }

    private static void sum(Path archive) throws IOException, InterruptedException {
        Coreutils.run("cd " + archive.getParent() + " && sha256sum " + archive.getFileName() + " > " + archive.getFileName() + ".sha256");
    }
}
