package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.cli.server.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says about itself. */
class HelpTest {

    private final Shell shell = new Shell();

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "login", "logout", "centres", "add", "plan", "import", "imports", "sync", "list", "show", "files", "pull",
                    "verify", "retry", "cancel", "pause", "resume", "approve", "nodes", "gc", "completion"})
    void everyCommandIsDescribed(String command) {
        assertThat(help()).containsPattern("\n +" + command + "(, \\w+)* +[A-Z]");
    }

    private String help() {
        return shell.run("--help").exits(0).out();
    }

    @Test
    void everyExitCodeIsExplained() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(help()).containsPattern(" " + code.number() + " +" + code.meaning().substring(0, 20));
        }
    }

    @Test
    void withoutACommandItShowsWhatThereIs() {
        assertThat(shell.run().exits(2).err()).contains("weighbridge");
    }

    @Test
    void bashCanReadItsCompletion() throws IOException, InterruptedException {
        Path script = Files.writeString(shell.home().resolve("completion"), shell.run("completion", "bash").exits(0).out());
        Process bash = new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(said).isZero();
        assertThat(Files.readString(script)).contains("--detach").contains("preview");
        assertThat(shell.run("completion", "zsh").exits(0).out()).isEqualTo(Files.readString(script));
        shell.run("completion", "fish").exits(2);
    }

    @Test
    void tellsCommandsFromANodesProperties() {
        for (String[] served : new String[][] {{}, {"serve"}, {"serve", "--server.port=1"}, {"--server.port=1"}, {"--debug"}}) {
            assertThat(Cli.isFor(served)).as(String.join(" ", served)).isFalse();
        }
        for (String[] command : new String[][] {{"list"}, {"lst"}, {"--help"}, {"-V"}, {"serve", "--help"}, {"--url=http://x", "list"},
                {"-o", "json", "list"}}) {
            assertThat(Cli.isFor(command)).as(String.join(" ", command)).isTrue();
        }
    }
}
