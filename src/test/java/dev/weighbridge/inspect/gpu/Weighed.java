package dev.weighbridge.inspect.gpu;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.Outline;
import dev.weighbridge.inspect.weights.WeightSet;
import org.jspecify.annotations.Nullable;

/** What the estimate says of a config and weights. */
record Weighed(FactSheet sheet) {

    static Weighed config(String architecture, String config, WeightSet weights) {
        return config(architecture, null, config, weights, Map.of());
    }

    static Weighed config(String architecture, @Nullable String task, String config, WeightSet weights, Map<String, String> settings) {
        return of(architecture, task, source(config), weights, settings);
    }

    static ShapeSource source(String config) {
        try (var json = JsonHead.parser(new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)))) {
            return ShapeSource.ofConfig(Outline.read(json, ShapeSource.WANTED), "config.json");
        }
    }

    static Weighed gguf(String architecture, Map<String, Long> numbers, Map<String, List<Long>> lists, WeightSet weights) {
        return of(architecture, null, ShapeSource.ofGguf(architecture, numbers, lists, "m.gguf"), weights, Map.of());
    }

    static Weighed of(String architecture, @Nullable String task, @Nullable ShapeSource source, WeightSet weights,
            Map<String, String> settings) {
        var sheet = new FactSheet();
        sheet.state(new Derivation("architectureType", architecture, "architectures[0] of config.json", "config.json"));
        if (task != null) {
            sheet.state(new Derivation("pipelineTag", task, "pipeline_tag of README.md", "README.md"));
        }
        new GpuMemory(new GpuMemorySettings(settings)).state(sheet, source, weights);
        return new Weighed(sheet);
    }

    /** A field of the inventory, or null. */
    @Nullable
    String value(String field) {
        return sheet.value(field);
    }

    long number(String field) {
        return Long.parseLong(derivation(field).value());
    }

    Derivation derivation(String field) {
        return sheet.derivations().stream().filter(fact -> fact.field().equals(field)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + field + ", but " + sheet.findings()));
    }

    /** An input of an input …, such as {@code minGpuMemory, kvCache, fullAttention}. */
    Derivation input(String... path) {
        Derivation found = derivation(path[0]);
        for (int i = 1; i < path.length; i++) {
            String name = path[i];
            Derivation above = found;
            found = above.inputs().stream().filter(input -> input.field().equals(name)).findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + above));
        }
        return found;
    }

    long numberOf(String... path) {
        return Long.parseLong(input(path).value());
    }

    /** Bytes that one more token of a sequence takes in the cache while no window is full. */
    long cachePerToken() {
        return input("recommendedGpuMemory", "kvCache").inputs().stream().filter(part -> part.rule().startsWith("bytes per token"))
                .mapToLong(part -> Long.parseLong(part.inputs().getFirst().value())).sum();
    }
}
