package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One model, from the plan to the inventory. */
class AddTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Shell shell = Shell.at(node);

    private final String centre = new Imports(node).center();

    private final String name = "m-" + ResourceUuid.random();

    private final Path model = node.models().resolve(name);

    @Test
    void waitsUntilTheModelIsIn() throws IOException {
        Path file = Imports.file(model.resolve("weights.bin"), 200_000, 7);
        var done = shell.run("add", name, "--centre", centre, "--version", "1.2", "--tag", "small,demo", "--set", "vendor=us").exits(0);
        assertThat(done.out()).startsWith("Imported " + name + " 1.2.0 (").contains("200 kB fetched, 0 B in the store already.");
        assertThat(done.err()).contains(name + "  ");

        JsonNode again = shell.run("add", name, "--centre", centre, "--name", name + "-again", "-o", "json").exits(0).json();
        assertThat(again.path("name").asString()).isEqualTo(name + "-again");
        assertThat(again.path("artifactChecksum").asString()).isEqualTo(DigestUtils.sha256Hex(Files.readAllBytes(file)));
        assertThat(shell.run("show", name, "-o", "json").exits(0).json().path("vendor").asString()).isEqualTo("us");
    }

    @Test
    void saysWhyAModelDidNotComeIn() {
        var failed = shell.run("add", name, "--centre", centre).exits(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("weighbridge: Could not ").contains(name);
        assertThat(shell.run("add", name, "--centre", centre, "-o", "json").exits(1).json().path("failure").path("kind").asString())
                .isEqualTo("SOURCE_NOT_FOUND");
        assertThat(shell.run("add", "gopher://x/y", "--centre", centre).exits(1).err()).contains("weighbridge: Could not ");
    }

    @Test
    void doesNotWaitIfItIsNotToWait() {
        Imports.file(model.resolve("weights.bin"), 1000, 1);
        String uuid = shell.run("add", name, "--centre", centre, "--detach", "-o", "json").exits(0).json().path("uuid").asString();
        JsonNode shown = shell.run("show", uuid, "-o", "json").exits(0).json();
        assertThat(shown.path("name").asString()).isEqualTo(name);
        assertThat(shell.run("imports", "-o", "json").exits(0).json().path("items").valueStream()
                .map(one -> one.path("uuid").asString())).contains(uuid);
        assertThat(shell.run("imports").exits(0).out()).contains(uuid);
    }

    @Test
    void drawsABarWhereSomebodyLooks() {
        Imports.file(model.resolve("weights.bin"), 3_000_000, 3);
        var done = shell.onATerminal(100, true).run("add", name, "--centre", centre).exits(0);
        assertThat(done.err()).contains("\r\u001b[K").endsWith("\r\u001b[K");
        assertThat(done.out()).startsWith("Imported ");
    }

    @Test
    void takesTheFilesThatAreChosen() {
        Imports.file(model.resolve("a.bin"), 100, 1);
        Imports.file(model.resolve("b.txt"), 100, 2);
        JsonNode plan = shell.run("plan", name, "--centre", centre, "--include", "*.txt", "-o", "json").exits(0).json();
        assertThat(
                plan.path("files").valueStream().filter(file -> file.path("taken").asBoolean()).map(file -> file.path("path").asString()))
                .containsExactly("b.txt");
        assertThat(shell.run("plan", name, "--centre", centre).exits(0).out()).contains("a.bin").contains("to fetch  200 B");

        shell.run("add", name, "--centre", centre, "--exclude", "*.bin").exits(0);
        assertThat(shell.run("files", name, "-o", "json").exits(0).json().path("items").valueStream()
                .map(file -> file.path("path").asString())).containsExactly("b.txt");
    }

    @Test
    void wantsToKnowTheCentre() {
        assertThat(shell.run("add", name, "--centre", "no such centre").exits(4).err()).contains("Could not find the model centre");
        new Imports(node);
        assertThat(shell.run("add", name).exits(2).err()).contains("--centre");
        JsonNode made = shell.run("centres", "add", name, node.models().toString(), "-o", "json").exits(0).json();
        assertThat(made.path("name").asString()).isEqualTo(name);
        assertThat(shell.run("centres").exits(0).out()).contains(name);
        Imports.file(model.resolve("weights.bin"), 10, 1);
        shell.run("add", name, "--centre", name).exits(0);
        assertThat(shell.run("centres", "add", name).exits(2).err()).contains("Missing required parameter");
        for (String noObject : List.of("{bad", "[]")) {
            assertThat(shell.run("centres", "add", name + "-2", "/m", "--parameters", noObject).exits(2).err())
                    .contains("Could not read --parameters: it is no JSON object");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(shell.run("add").exits(2).err()).contains("Missing required parameter").contains("Try 'weighbridge add --help'.");
        assertThat(shell.run("add", name, "--centr", "x").exits(2).err()).contains("--centr");
        assertThat(shell.run("ad", name).exits(2).err()).contains("Did you mean").contains("add");
        assertThat(shell.run("add", name, "-o", "xml").exits(2).err()).contains("xml");
        assertThat(shell.run("add", name, "--centre", centre, "--set", "vendro=us").exits(2).err())
                .contains("--set knows no field 'vendro'").contains(", vendor.");
        assertThat(shell.run("add", name, "--centre", centre, "--set", "size=abc").exits(2).err())
                .isEqualTo("weighbridge: Could not run the command: invalid field[size], it must be a whole number of 64 bits.\n");
    }

    @ParameterizedTest
    @CsvSource({"hf://Qwen/Qwen2.5-0.5B@main,Qwen2.5-0.5B", "oci://registry:5000/models/qwen:2.5,qwen", "ollama://qwen2.5:0.5b,qwen2.5",
            "s3://bucket/models/x/,x", "https://h/a/qwen.gguf?unpack,qwen.gguf", "tiny-llama,tiny-llama", "/,/"})
    void callsAModelByTheLastPartOfItsPath(String path, String expected) {
        assertThat(AddCommand.lastPart(path)).isEqualTo(expected);
    }
}
