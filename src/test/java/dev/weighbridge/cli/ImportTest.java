package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of models. */
class ImportTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Shell shell = Shell.at(node);

    private final String centre = new Imports(node).center();

    private final String mark = "m-" + ResourceUuid.random();

    @Test
    void waitsForAllRowsAndShowsThoseThatHaveFailed() throws IOException {
        Path list = list("models.csv", "name,installPath\n" + row("a", 1) + row("b", 2) + mark + "-gone," + mark + "/gone\n");
        var done = shell.run("import", list.toString(), "--centre", centre).exits(6);
        assertThat(done.out()).startsWith("models.csv (").contains("PARTIAL, 3 rows, 2 succeeded, 1 failed, ")
                .containsPattern("\n +4  " + mark + "-gone  SOURCE_NOT_FOUND  Could not ");
        assertThat(done.err()).contains("models.csv  ");

        Imports.file(node.models().resolve(mark).resolve("gone"), 10, 9);
        String uuid = uuid(done.out());
        assertThat(shell.run("show", uuid).exits(0).out()).contains("PARTIAL");
        assertThat(shell.run("retry", uuid).exits(0).out()).contains("SUCCEEDED, 3 rows, 3 succeeded");
    }

    @Test
    void takesJsonLinesFromTheStandardInput() {
        String lines = "{\"name\":\"" + mark + "\",\"installPath\":\"" + file("x", 5) + "\"}\n";
        JsonNode run = shell.typing(lines, "import", "-", "--format", "jsonl", "--centre", centre, "--name", mark, "--set", "vendor=them",
                "--priority", "high", "-o", "json").exits(0).json();
        assertThat(run.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(run.path("name").asString()).isEqualTo(mark);
        assertThat(run.path("priority").asString()).isEqualTo("HIGH");
        assertThat(shell.run("show", mark, "-o", "json").exits(0).json().path("vendor").asString()).isEqualTo("them");
        assertThat(shell.typing(lines, "import", "-", "--centre", centre).exits(2).err()).contains("Say what it is with --format.");
    }

    @Test
    void aDryRunImportsNothing() throws IOException {
        Path list = list("models.yaml", "kind: bulk\nmodels:\n- {name: " + mark + ", installPath: " + file("x", 5) + "}\n");
        assertThat(shell.run("import", list.toString(), "--centre", centre, "--dry-run").exits(0).out()).contains("1 planned")
                .contains("1.01 kB to fetch, 0 B in the store already");
        shell.run("show", mark).exits(4);
    }

    @Test
    void doesNotWaitIfItIsNotToWait() throws IOException {
        Path list = list("models.csv", "name,installPath\n" + row("a", 1));
        String uuid = shell.run("import", list.toString(), "--centre", centre, "--detach", "-o", "json").exits(0).json().path("uuid")
                .asString();
        shell.run("show", uuid, "-o", "json").exits(0);
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        Path broken = list("broken.csv", "nam,installPath\na,b\n");
        assertThat(shell.run("import", broken.toString()).exits(2).err()).contains("line 1: the header has the field 'nam'");
        assertThat(shell.run("import", broken.resolveSibling("missing.csv").toString()).exits(2).err()).contains("there is no such file");
        Path elsewhere = list("elsewhere.yaml", "kind: bulk\nfrom: list.csv\n");
        assertThat(shell.run("import", elsewhere.toString()).exits(2).err()).contains("its rows are in another file, 'list.csv'")
                .contains("Send that file itself");
        assertThat(shell.run("import", "models.txt").exits(2).err()).contains("does not end in .csv");
        assertThat(shell.run("import", broken.toString(), "--server.port=1").exits(2).err()).contains("'--server.port=1'");
        assertThat(shell.run("import", broken.toString(), "--embedded", "--no-property").exits(2).err()).contains("no property like");
        assertThat(shell.run("import", broken.toString(), "--embedded", "--detach").exits(2).err()).contains("--detach");
    }

    private Path list(String name, String text) throws IOException {
        return Files.writeString(shell.home().resolve(name), text);
    }

    private String row(String name, int seed) {
        return mark + "-" + name + "," + file(name, seed) + "\n";
    }

    private String file(String name, int seed) {
        Imports.file(node.models().resolve(mark).resolve(name), 1000 + seed, seed + 77L);
        return mark + "/" + name;
    }

    private static String uuid(String out) {
        return out.substring(out.indexOf('(') + 1, out.indexOf(')'));
    }
}
