package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the launcher starts the JVM, seen by a JDK that only says how it was called. */
class LauncherTest {

    @TempDir
    private Path folder = Path.of("");

    private Path script = Path.of("");

    @BeforeEach
    void install() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app with space"));
        script = Files.createDirectories(app.resolve("bin")).resolve("weighbridge");
        Files.copy(Path.of("src/main/distribution/bin/weighbridge"), script);
        Files.createDirectories(app.resolve("lib"));
        for (String jar : List.of("weighbridge.jar", "commands.jar", "lib/jackson-core-3.jar", "lib/picocli-4.jar",
                "lib/spring-core-7.jar")) {
            Files.writeString(app.resolve(jar), "");
        }
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"25.0.3\"\n");
        Files.writeString(jdk.resolve("java"), "#!/bin/sh\nfor word; do echo \"$word\"; done\necho \"terminal=[$WEIGHBRIDGE_TERMINAL]\"\n");
        Files.setPosixFilePermissions(jdk.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> launched(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WEIGHBRIDGE_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("WEIGHBRIDGE_AOT", "off");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said.lines().toList();
    }

    @Test
    void aCommandGetsASmallJvmAndItsWordsAsTheyAre() throws Exception {
        assertThat(launched("add", "a b", "--name", "*")).contains("-XX:+UseSerialGC").doesNotContain("-XX:+UseParallelGC")
                .endsWith("add", "a b", "--name", "*", "terminal=[]");
    }

    /** Each jar more is opened by each command, for the JVM looks in all of them for what is in none. */
    @Test
    void aCommandSeesOnlyTheLibrariesThatItNeeds() throws Exception {
        String app = folder.resolve("app with space").toRealPath().toString();
        assertThat(launched("list")).contains("-Xbootclasspath/a:" + app + "/lib/picocli-4.jar",
                app + "/commands.jar:" + app + "/lib/jackson-core-3.jar");
    }

    @Test
    void aJdkIsFoundByItsReleaseFile() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"24.0.2\"");
        assertThat(launched("list")).singleElement().asString().contains("which is no JDK 25 or later");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=26\nJAVA_VERSION_DATE=\"2027-01-01\"");
        assertThat(launched("list")).contains("list");
    }

    @Test
    void aJdkOnThePathIsFoundBehindItsLinks() throws Exception {
        Path path = Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(path.resolve("java"), Path.of("../alternative"));
        Files.createSymbolicLink(folder.resolve("alternative"), folder.resolve("jdk/bin/java"));
        Files.createSymbolicLink(path.resolve("wb"), Path.of("../app with space/bin/weighbridge"));
        Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho this one \"$@\"\n");
        var builder = new ProcessBuilder("sh", "-c", "cd '" + folder + "' && sh path/wb list").redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "WEIGHBRIDGE_JAVA_HOME"));
        builder.environment().put("WEIGHBRIDGE_AOT", "off");
        builder.environment().put("PATH", path + ":/usr/bin:/bin");
        assertThat(said(builder)).startsWith("this one ").endsWith(" list\n");
    }

    @Test
    void aDistributionThatIsNotWholeSaysSo() throws Exception {
        Files.delete(folder.resolve("app with space/commands.jar"));
        assertThat(launched("list")).singleElement().asString().contains("commands.jar is missing", "Install all of it again");
    }

    @ParameterizedTest
    @CsvSource({"serve", "--server.port=8081", "serve --weighbridge.home=/x"})
    void aNodeGetsItsOwn(String words) throws Exception {
        assertThat(launched(words.split(" "))).contains("-XX:+UseParallelGC", "-Xmx1g").doesNotContain("-XX:+UseSerialGC", "serve");
    }

    @Test
    void anEmbeddedImportIsANode() throws Exception {
        assertThat(launched("import", "x.yaml", "--embedded")).contains("-XX:+UseParallelGC", "import", "x.yaml", "--embedded");
        assertThat(launched("import", "x.yaml")).contains("-XX:+UseSerialGC");
    }

    @Test
    void helpIsAskedOfTheCommandLine() throws Exception {
        assertThat(launched("--help")).contains("-XX:+UseSerialGC", "--help");
        assertThat(launched("help", "add")).contains("-XX:+UseSerialGC").endsWith("add", "--help", "terminal=[]");
        assertThat(launched("serve", "--help")).contains("-XX:+UseSerialGC").endsWith("serve", "--help", "terminal=[]");
        assertThat(launched("--version")).singleElement().asString().startsWith("weighbridge ");
    }

    @Test
    void commandsUseACacheThatIsThereAndMakeOneThatIsNot() throws Exception {
        Path cache = folder.resolve("cache");
        var builder = new ProcessBuilder("sh", script.toString(), "list").redirectErrorStream(true);
        builder.environment().put("WEIGHBRIDGE_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Files.writeString(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                for word; do
                  case $word in -XX:AOTCacheOutput=*) echo made >"${word#*=}"; exit;; esac
                done
                echo "$@"
                """);
        assertThat(said(builder)).doesNotContain("AOTCache");
        await().until(() -> {
            try (var files = Files.list(Files.createDirectories(cache.resolve("weighbridge")))) {
                return files.anyMatch(file -> file.toString().endsWith(".aot"));
            }
        });
        assertThat(said(builder)).contains("-XX:AOTCache=" + cache.resolve("weighbridge"));
    }

    /** It is a whole node with a heap of a gigabyte, which nobody would find. */
    @Test
    void whoIsStoppedWhileTheCacheOfANodeIsMadeLeavesNothing() throws Exception {
        Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho $$ >'" + folder.resolve("pid") + "'\nexec sleep 300\n");
        var builder = new ProcessBuilder("sh", script.toString(), "serve", "--weighbridge.home=" + folder.resolve("home"))
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("WEIGHBRIDGE_JAVA_HOME", folder.resolve("jdk").toString());
        Process launcher = builder.start();
        await().until(() -> Files.exists(folder.resolve("pid")) && Files.size(folder.resolve("pid")) > 0);
        ProcessHandle trained = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip())).orElseThrow();
        assertThat(folder.resolve("home/aot")).isNotEmptyDirectory();

        launcher.destroy();

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(143);
        await().until(() -> !trained.isAlive());
        assertThat(folder.resolve("home/aot")).isEmptyDirectory();
    }

    private static String said(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
