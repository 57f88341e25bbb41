package dev.weighbridge.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the models in {@code samples/}, the same bytes every time. From the project's folder:
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes dev.weighbridge.samples.MakeSamples samples
 * </pre>
 */
public final class MakeSamples {

    private MakeSamples() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "samples" : arguments[0]);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.write(path, file.getValue());
        }
    }

    /** All files by their path below {@code samples/}. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        TinyLlama.files().forEach((name, bytes) -> files.put("tiny-llama/" + name, bytes));
        TinyBert.files("1.0.0", 2).forEach((name, bytes) -> files.put("tiny-bert-1.0/" + name, bytes));
        TinyBert.files("1.1.0", 3).forEach((name, bytes) -> files.put("tiny-bert-1.1/" + name, bytes));
        files.put("tiny-gguf/tiny-q8_0.gguf", TinyGguf.file());
        return files;
    }
}
