package dev.weighbridge.inspect.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.inspect.Inspector;

/** The command line of Jazzer's own driver, whose jars the Maven profile {@code fuzz} puts on the class path. */
final class JazzerCommand {

    /** Where coverage counts in a wide run: in all our readers, and the libraries that hostile bytes reach through them. */
    private static final String ALL_READERS = String.join(":", "dev.weighbridge.inspect.**",
            "tools.jackson.core.json.UTF8StreamJsonParser",
            "tools.jackson.dataformat.yaml.**", "org.snakeyaml.engine.v2.scanner.**", "org.snakeyaml.engine.v2.parser.**",
            "org.commonmark.**", "org.apache.commons.compress.**",
            "com.google.protobuf.**", "io.jhdf.**");

    private static final String NOT_INSTRUMENTED = "dev.weighbridge.inspect.fuzz.**:dev.weighbridge.inspect.FakeBlobs*";

    /** For one input; more on a machine that is busy with other things. */
    private static final int SECONDS = Integer.getInteger("fuzz.timeout", 5);

    private static final int HEAP_MIB = 512;

    private static final int RSS_MIB = 2048;

    private static final int LONGEST = 1 << 16;

    private JazzerCommand() {}

    static List<String> of(FuzzRow row, Path folder) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading", "-Dfuzz.row=" + row.name(), "-Dfuzz.tail=" + Long.getLong("fuzz.tail", 0)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + ReaderFuzz.class.getName(),
                "--instrumentation_includes=" + (Boolean.getBoolean("fuzz.wide") ? ALL_READERS : readersOf(row)),
                "--instrumentation_excludes=" + NOT_INSTRUMENTED, "--reproducer_path=" + folder, "--keep_going=10"));
        command.addAll(List.of("-artifact_prefix=" + folder.resolve("finds") + "/", "-dict=" + folder.resolve("words"),
                "-timeout=" + SECONDS, "-rss_limit_mb=" + RSS_MIB, "-max_len=" + LONGEST, "-seed=" + Integer.getInteger("fuzz.seed", 1),
                folder.resolve("corpus").toString(), folder.resolve("seeds").toString()));
        return command;
    }

    /** The packages of the classes that the row aims at. The gate looks at each file with all readers: counting there, too, a row would be never quiet. */
    private static String readersOf(FuzzRow row) {
        return row.reads().stream().map(JazzerCommand::packageOf).distinct().sorted().map(name -> name + ".*")
                .collect(Collectors.joining(":"));
    }

    private static String packageOf(String simpleName) {
        Path classes = Path.of(URI.create(String.valueOf(Inspector.class.getProtectionDomain().getCodeSource().getLocation())));
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.endsWith(simpleName + ".class")).map(file -> classes.relativize(file.getParent()).toString())
                    .map(folder -> folder.replace('/', '.')).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no class is called " + simpleName));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
