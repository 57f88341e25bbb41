package dev.weighbridge.kill;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

import dev.weighbridge.Weighbridge;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import org.springframework.util.FileSystemUtils;

/**
 * How the child processes are started: as the distribution is, with every class in a jar and a JDK AOT cache. It takes one start more, once in a test run,
 * and halves the time of all others.
 */
public record NodeProgram(List<String> command) {

    /** The program, with its cache. */
    public static NodeProgram cached() {
        return Cached.PROGRAM;
    }

    /** As users start it, without failpoints. */
    public static NodeProgram packaged() {
        List<String> command = new ArrayList<>(cached().command());
        command.set(command.size() - 1, Weighbridge.class.getName());
        return new NodeProgram(command);
    }

    private static final class Cached {

        static final NodeProgram PROGRAM = make();

        private static NodeProgram make() {
            try {
                Path folder = Files.createTempDirectory("weighbridge-node");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
                return train(folder);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    /** Lets a node bring a model in, which writes the cache when it stops. */
    private static NodeProgram train(Path folder) throws IOException, InterruptedException {
        String classPath = jars(folder);
        Path cache = folder.resolve("node.aot");
        Imports.file(folder.resolve("models/m/large.bin"), 3 * 65536, 1);
        try (NodeProcess node = NodeProcess.start(of("-XX:AOTCacheOutput=" + cache, classPath), folder,
                LastingDatabase.of(TestDatabase.H2, folder)).ready()) {
            node.end(node.addModel(node.addCenter(folder.resolve("models").toString()), "m", "m"));
            node.terminate();
            node.exit();
        }
        return of("-XX:AOTCache=" + cache, classPath);
    }

    /** The cache knows classes in jars only. */
    private static String jars(Path folder) {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                String jar = folder.resolve(path.size() + ".jar").toString();
                ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar, "-C", entry, ".");
                path.add(jar);
            } else {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static NodeProgram of(String cache, String classPath) {
        return new NodeProgram(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), cache, "-Xmx320m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classPath,
                KillableNode.class.getName()));
    }
}
