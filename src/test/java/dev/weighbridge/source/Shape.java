package dev.weighbridge.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository and which of them are to be taken, as {@code src/test/resources/shapes} has them:
 * <pre>
 * # a remark
 * weights: safetensors           (what is to be said of the choice; none for nothing)
 * asked: fp16                    (the request's weights)
 * problem: the start of the sentence
 * + taken.txt
 * - left-out-{1..3}.bin          (three files, as in a shell)
 * + an.index.json = the names it holds, or !its text
 * </pre>
 */
final class Shape {

    private static final Path FOLDER = Path.of("src", "test", "resources", "shapes");

    private static final Pattern RANGE = Pattern.compile("\\{([0-9]+)\\.\\.([0-9]+)}");

    private final String name;

    private final Map<String, String> heads = new HashMap<>();

    private final List<String> taken = new ArrayList<>();

    private final List<String> leftOut = new ArrayList<>();

    private final Map<String, String> texts = new HashMap<>();

    private Shape(Path file) throws IOException {
        this.name = file.getFileName().toString();
        for (String line : Files.readAllLines(file)) {
            char mark = line.charAt(0);
            if (mark == '+' || mark == '-') {
                addFile(line.substring(2).split(" = ", 2), mark == '+' ? taken : leftOut);
            } else if (mark != '#') {
                String[] head = line.split(": ", 2);
                heads.put(head[0], head[1]);
            }
        }
    }

    static Stream<Shape> all() throws IOException {
        List<Shape> shapes = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                shapes.add(new Shape(file));
            }
        }
        return shapes.stream();
    }

    private void addFile(String[] pathAndText, List<String> list) {
        list.addAll(expanded(pathAndText[0]));
        if (pathAndText.length > 1) {
            boolean isPipeline = pathAndText[0].endsWith("model_index.json");
            texts.put(pathAndText[0], pathAndText[1].startsWith("!") ? pathAndText[1].substring(1)
                    : isPipeline ? pipeline(pathAndText[1]) : index(pathAndText[1]));
        }
    }

    private static List<String> expanded(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.find()) {
            return List.of(text);
        }
        int digits = range.group(1).length();
        return IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
                .mapToObj(number -> text.substring(0, range.start()) + "0".repeat(digits - String.valueOf(number).length()) + number
                        + text.substring(range.end()))
                .toList();
    }

    /** As transformers writes it, two tensors in each file. */
    private static String index(String shards) {
        return Arrays.stream(shards.split(" ")).flatMap(shard -> expanded(shard).stream())
                .map(shard -> "\"a." + shard + "\": \"" + shard + "\", \"b." + shard + "\": \"" + shard + "\"")
                .collect(Collectors.joining(", ", "{\"metadata\": {\"total_size\": 7}, \"weight_map\": {", "}}"));
    }

    /** As diffusers writes it. */
    private static String pipeline(String components) {
        return Arrays.stream(components.split(" ")).map(component -> ", \"" + component + "\": [\"diffusers\", \"Some\"]")
                .collect(Collectors.joining("", "{\"_class_name\": \"StableDiffusionPipeline\"", "}"));
    }

    Listing listing() {
        return listingOf(Stream.concat(taken.stream(), leftOut.stream()));
    }

    static Listing listingOf(Stream<String> paths) {
        return new Listing(null, null, null, paths.map(Shape::file).toList());
    }

    static SourceFile file(String path) {
        return new SourceFile(path, 1000, null, "https://hub.example.com/" + path, null, false);
    }

    /** Gives the texts that the shape states; asking for another file fails the test. */
    byte[] read(SourceFile file, int limit) {
        String text = texts.get(file.path());
        if (text == null || text.length() > limit) {
            throw new AssertionError("nobody needs to read " + file.path());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<String> taken() {
        return taken;
    }

    List<String> leftOut() {
        return leftOut;
    }

    @Nullable
    String head(String key) {
        return heads.get(key);
    }

    @Override
    public String toString() {
        return name;
    }
}
