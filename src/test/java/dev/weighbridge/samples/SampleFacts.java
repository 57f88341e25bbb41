package dev.weighbridge.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code src/test/samples/make_samples.py} wrote into a sample, by the numbers of the tools that wrote it. */
public record SampleFacts(String sample, JsonNode known) {

    private static final JsonNode ALL = read();

    /** Of every sample that the script makes. */
    public static Collection<String> samples() {
        return ALL.propertyNames();
    }

    public static SampleFacts of(String sample) {
        return new SampleFacts(sample, ALL.required(sample));
    }

    /** SHA-256 of every file by its path. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        known.required("files").properties().forEach(file -> files.put(file.getKey(), file.getValue().asString()));
        return files;
    }

    /** A text field of the inventory that the sample states, or null. */
    public @Nullable String text(String field) {
        return known.has(field) ? known.get(field).asString() : null;
    }

    /** Elements of the tensors by their type; empty if the sample has no weight set of its own. */
    Map<String, Long> parameters() {
        return numbers("/parameters");
    }

    Map<String, Long> bytes() {
        return numbers("/bytes");
    }

    /** {@code pointer} is a JSON pointer into the sample's facts. */
    Map<String, Long> numbers(String pointer) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        known.at(pointer).properties().forEach(type -> numbers.put(type.getKey(), type.getValue().asLong()));
        return numbers;
    }

    @Override
    public String toString() {
        return sample;
    }

    static List<SampleFacts> all() {
        return samples().stream().map(SampleFacts::of).toList();
    }

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of("src/test/samples/facts.json")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
