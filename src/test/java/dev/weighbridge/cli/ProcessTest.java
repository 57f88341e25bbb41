package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.EndlessFile;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands in a process of their own, as they are typed. */
class ProcessTest {

    @TempDir
    private Path folder = Path.of("");

    private Process started(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "-cp", absolute(System.getProperty("java.class.path")),
                "dev.weighbridge.Weighbridge"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String absolute(String classPath) {
        return String.join(File.pathSeparator,
                Stream.of(classPath.split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }

    private int ended(Process process, Duration within) throws InterruptedException {
        try {
            assertThat(process.waitFor(within.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String read(String stream) {
        try {
            return Files.readString(folder.resolve(stream));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aCommandEndsTheProcessWithItsCodeAndStartsNoNode() throws Exception {
        Process process = started(Map.of("WEIGHBRIDGE_URL", "http://127.0.0.1:1", "WEIGHBRIDGE_SESSION", "none"), "list");
        assertThat(ended(process, Duration.ofSeconds(60))).isEqualTo(5);
        assertThat(read("err")).isEqualTo("weighbridge: Could not reach the server at http://127.0.0.1:1: the connection was refused."
                + " See that it runs there and that its address is right (--url or WEIGHBRIDGE_URL).\n");
        assertThat(read("out")).isEmpty();
    }

    @Test
    void whoInterruptsTheWaitIsToldThatTheImportGoesOn() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Shell shell = Shell.at(node);
        String centre = new Imports(node).center();
        try (var endless = new EndlessFile(1L << 32, 1 << 20)) {
            Process process = started(Map.of("WEIGHBRIDGE_URL", node.url().toString(), "WEIGHBRIDGE_SESSION", shell.session()), "add",
                    endless.url(), "--centre", centre);
            await().atMost(Duration.ofSeconds(60)).until(() -> read("err").contains("transfer"));
            assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor()).isZero();
            assertThat(ended(process, Duration.ofSeconds(60))).isEqualTo(130);
            assertThat(read("err")).containsPattern("The import goes on at the server. Look at it: weighbridge show [0-9a-f]{32}\n$");
            String uuid = read("err").strip().replaceFirst("(?s).*show ", "");
            assertThat(shell.run("show", uuid, "-o", "json").exits(0).json().path("state").asString()).isEqualTo("RUNNING");
            shell.run("cancel", uuid).exits(0);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> shell.run("show", uuid, "-o", "json").json().path("state").asString().equals("CANCELLED"));
        }
    }

    @Test
    void importsAListWithoutAServer() throws Exception {
        Path jobs = Path.of("jobs/quickstart.yaml").toAbsolutePath();
        String[] command = {"import", "--embedded", jobs.toString(), "--weighbridge.home=" + folder.resolve("home"),
                "--weighbridge.sources.local-roots=" + Path.of("samples").toAbsolutePath(), "-o", "json"};
        assertThat(ended(started(Map.of(), command), Duration.ofMinutes(3))).as(read("err")).isZero();
        JsonNode first = JsonMapper.shared().readTree(read("out"));
        assertThat(first.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(first.at("/counts/succeeded").asInt()).isEqualTo(4);

        assertThat(ended(started(Map.of(), command), Duration.ofMinutes(3))).as(read("err")).isZero();
        assertThat(JsonMapper.shared().readTree(read("out")).at("/counts/alreadyThere").asInt()).isEqualTo(4);
    }
}
