package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A model from a real node onto this machine. */
class PullTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Shell shell = Shell.at(node);

    private final String name = "m-" + ResourceUuid.random();

    private final Path model = node.models().resolve(name);

    private final Path target = shell.home().resolve("pulled");

    private Ingestion imported() {
        Imports.file(model.resolve("weights.bin"), 1_000_000, 1);
        Imports.file(model.resolve("sub folder/ä%2f+#?.txt"), 1000, 2);
        Imports.file(model.resolve("sub folder/deep/empty"), 0, 3);
        Ingestion done = new Imports(node).run(name, name, "1");
        assertThat(done.failure()).isNull();
        return done;
    }

    @Test
    void bringsTheModelAsItIs() throws IOException {
        imported();
        var done = shell.run("pull", name, target.toString()).exits(0);
        assertThat(done.out()).startsWith("Pulled " + name + " into " + target + ": 3 files, 1.00 MB, 1.00 MB fetched, 0 B were here");
        assertSame(model, target);
        assertThat(shell.run("pull", name, target.toString()).exits(0).out()).contains("0 B fetched, 1.00 MB were here");
    }

    @Test
    void fetchesOnlyWhatIsMissingOrDamaged() throws IOException {
        String uuid = imported().modelUuid();
        shell.run("pull", uuid, target.toString()).exits(0);
        byte[] bytes = Files.readAllBytes(target.resolve("weights.bin"));
        bytes[7] ^= 1;
        Files.write(target.resolve("weights.bin"), bytes);
        Files.delete(target.resolve("sub folder/deep/empty"));
        JsonNode again = shell.run("pull", uuid, target.toString(), "-o", "json").exits(0).json();
        assertThat(again.path("bytesFetched").asLong()).isEqualTo(1_000_000);
        assertThat(again.path("bytesKept").asLong()).isEqualTo(1000);
        assertThat(again.path("complete").asBoolean()).isTrue();
        assertSame(model, target);
    }

    @Test
    void bringsTheFilesThatAreChosen() throws IOException {
        imported();
        JsonNode some = shell.run("pull", name, target.toString(), "--include", "*.bin", "-j", "1", "-o", "json").exits(0).json();
        assertThat(some.path("complete").asBoolean()).isFalse();
        try (Stream<Path> there = Files.walk(target)) {
            assertThat(there.filter(Files::isRegularFile)).containsExactly(target.resolve("weights.bin"));
        }
        assertThat(shell.run("pull", name, target.toString(), "--include", "*.md").exits(4).err()).contains("fits --include");
        assertThat(shell.run("pull", name, target.toString(), "--include", "[").exits(2).err()).contains("Correct --include");
        assertThat(shell.run("pull", name, target.toString(), "-j", "0").exits(2).err()).contains("from 1 to 32");
        shell.run("pull", "no-such-model", target.toString()).exits(4);
    }

    @Test
    void doesNotWriteThroughALinkThatLeadsOut() throws IOException {
        imported();
        Path elsewhere = Files.createDirectory(shell.home().resolve("elsewhere"));
        Files.createDirectory(target);
        Files.createSymbolicLink(target.resolve("sub folder"), elsewhere);
        assertThat(shell.run("pull", name, target.toString()).exits(1).err()).contains("its path leads out of the folder " + target);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        imported();
        Path file = Files.writeString(shell.home().resolve("a file"), "x");
        assertThat(shell.run("pull", name, file.toString()).exits(1).err()).contains("Could not write into " + file)
                .contains("Not a directory")
                .doesNotContain("Exception");
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertThat(files(actual)).isEqualTo(files(expected));
        for (String file : files(expected)) {
            assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).map(path -> root.relativize(path).toString()).sorted().toList();
        }
    }
}
