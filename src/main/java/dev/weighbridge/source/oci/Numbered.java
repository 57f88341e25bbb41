package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Names for layers that have none of their own: by what they are, and numbered where there are several. */
final class Numbered {

    /**
     * What a layer is called.
     *
     * @param stem {@code model}
     * @param ending {@code .gguf}, or {@code ""}
     * @param shards whether several are one file's shards, in their order: {@code model-00001-of-00002.gguf}, else {@code LICENSE-1}
     */
    record Name(String stem, String ending, boolean shards) {

        static Name shards(String stem, String ending) {
            return new Name(stem, ending, true);
        }

        static Name file(String stem, String ending) {
            return new Name(stem, ending, false);
        }

        String whole() {
            return stem + ending;
        }

        private String numbered(int number, int count) {
            if (count == 1) {
                return whole();
            }
            return stem + (shards ? String.format("-%05d-of-%05d", number, count) : "-" + number) + ending;
        }
    }

    private Numbered() {}

    /**
     * The paths of {@code layers}, in their order.
     *
     * @param name what a layer is called; null where it is called nothing, which gives no path
     */
    static List<@Nullable String> paths(List<Descriptor> layers, Function<Descriptor, @Nullable Name> name) {
        Map<Name, Integer> counts = new HashMap<>();
        for (Descriptor layer : layers) {
            Name called = name.apply(layer);
            if (called != null) {
                counts.merge(called, 1, Integer::sum);
            }
        }
        Map<Name, Integer> met = new HashMap<>();
        List<@Nullable String> paths = new ArrayList<>();
        for (Descriptor layer : layers) {
            Name called = name.apply(layer);
            paths.add(called == null ? null : called.numbered(met.merge(called, 1, Integer::sum), counts.getOrDefault(called, 1)));
        }
        return paths;
    }
}
