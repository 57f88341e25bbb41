package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Looking at what is there. */
class InventoryTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Shell shell = Shell.at(node);

    private final Imports imports = new Imports(node);

    private final String name = "m-" + ResourceUuid.random();

    private void llama(String version) throws IOException {
        Path model = node.models().resolve(name);
        Files.createDirectories(model);
        try (Stream<Path> files = Files.list(Path.of("samples/tiny-llama"))) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(String.valueOf(file.getFileName())), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(imports.run(name, name, version).failure()).isNull();
    }

    @Test
    void searchesTheInventory() throws IOException {
        llama("1.0");
        llama("2.0");
        JsonNode all = shell.run("list", name.substring(0, 20), "-o", "json").exits(0).json();
        assertThat(all.path("total").asLong()).isEqualTo(2);
        assertThat(shell.run("list", name, "--latest", "-o", "json").exits(0).json().at("/items/0/version").asString()).isEqualTo("2.0");
        assertThat(shell.run("list", name, "--architecture", "LlamaForCausalLM", "--centre", imports.center(), "-o", "json").exits(0).json()
                .path("total").asLong()).isEqualTo(2);
        assertThat(shell.run("list", name, "--pipeline", "no-such", "-o", "json").exits(0).json().path("total").asLong()).isZero();
        var first = shell.run("list", name, "--sort", "createdAt", "--limit", "1").exits(0);
        assertThat(first.out().lines()).hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith(name + "  1.0").contains("LlamaForCausalLM"));
        assertThat(first.err()).contains("1 to 1 of 2 models; more with --start 1.");
        assertThat(shell.run("list", name, "--sort", "createdAt", "--start", "1", "-o", "json").exits(0).json().at("/items/0/version")
                .asString()).isEqualTo("2.0");
        assertThat(shell.run("list", "--sort", "colour").exits(2).err()).contains("the parameter sort has the value 'colour'");
    }

    @Test
    void countsOnlyIfNoneIsToBeListed() {
        assertThat(shell.run("list", "--limit", "0").exits(0).err()).containsPattern("^\\d+ models?\\.");
        assertThat(shell.run("list", "--limit", "-1").exits(2).err()).contains("--limit and --start must be 0 or more");
    }

    @Test
    void aTableIsAsWideAsTheTerminal() throws IOException {
        llama("1.0");
        String shown = shell.onATerminal(110, false).run("list", name).exits(0).out();
        assertThat(shown.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110)).hasSize(2);
        assertThat(shown).contains("…").doesNotContain("\u001b");
        assertThat(shell.onATerminal(110, true).run("list", name).exits(0).out()).contains("\u001b[1m");
    }

    @Test
    void showsAModelByItsUuidItsNameAndItsVersion() throws IOException {
        llama("1.0");
        llama("2.0");
        JsonNode latest = shell.run("show", name, "-o", "json").exits(0).json();
        assertThat(latest.path("version").asString()).isEqualTo("2.0");
        assertThat(shell.run("show", name + "@1.0", "-o", "json").exits(0).json().path("version").asString()).isEqualTo("1.0");
        assertThat(shell.run("show", name + "@2.0.0", "-o", "json").exits(0).json()).isEqualTo(latest);
        assertThat(shell.run("show", latest.path("uuid").asString()).exits(0).out()).containsPattern("name +" + name)
                .containsPattern("architectureType +LlamaForCausalLM");
        assertThat(shell.run("show", name + "@3").exits(4).err()).contains("'weighbridge list' shows what there is.");
        assertThat(shell.run("show", ResourceUuid.random()).exits(4).err()).contains("no model, import or verification");
    }

    @Test
    void saysWhyAFieldIsWhatItIs() throws IOException {
        llama("1.0");
        assertThat(shell.run("show", name, "--why").exits(0).out())
                .containsPattern("architectureType +LlamaForCausalLM\n +because: .*config.json");
        assertThat(shell.run("show", name, "--why", "-o", "json").exits(0).json().path("fields").valueStream()
                .map(field -> field.path("field").asString())).contains("architectureType", "minGpuMemory");
    }

    @Test
    void listsAllFiles() throws IOException {
        llama("1.0");
        JsonNode files = shell.run("files", name, "-o", "json").exits(0).json();
        try (Stream<Path> there = Files.list(Path.of("samples/tiny-llama"))) {
            assertThat(files.path("items").valueStream().map(file -> file.path("path").asString()))
                    .containsExactlyInAnyOrderElementsOf(there.map(file -> String.valueOf(file.getFileName())).toList());
        }
        assertThat(shell.run("files", name).exits(0).out()).contains(files.at("/items/0/sha256").asString());
        shell.run("files", "no-such-model").exits(4);
    }

    @Test
    void aNameCannotMoveTheCursor() {
        String evil = name + "\u001b[2J\u0007";
        Imports.file(node.models().resolve(name).resolve("x"), 10, 1);
        imports.run(evil, name, "1");
        assertThat(shell.onATerminal(200, true).run("list", name).exits(0).out()).contains(name + "?[2J?").doesNotContain("\u001b[2J");
    }
}
