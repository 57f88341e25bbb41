package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Which layers of a GGUF model attend to the last tokens only. Where the file does not say, and the architecture is none whose pattern is known, all
 * layers count as attending to all tokens, which is the most that they can keep.
 *
 * @param slides for each layer
 */
record GgufWindow(List<Boolean> sliding, @Nullable Quantity stated) {

    /** Of every so many layers the last attends to all tokens (llama.cpp, {@code set_swa_pattern} in llama-model.cpp). */
    private static final Map<String, Integer> PERIODS = Map.of("gemma2", 2, "gemma3", 6, "gpt-oss", 2, "cohere2", 4);

    static GgufWindow read(ShapeSource source, int layers) {
        Quantity window = source.numberOrNone("window", "attention.sliding_window");
        List<Long> pattern = source.numbers("attention.sliding_window_pattern");
        if (window == null) {
            return new GgufWindow(List.of(), null);
        }
        if (pattern.size() > 1 && pattern.size() != layers) {
            throw new UnknownShapeException(source.said("attention.sliding_window_pattern") + " speaks of " + pattern.size()
                    + " layers, but there are " + layers);
        }
        if (pattern.size() > 1) {
            return new GgufWindow(pattern.stream().map(slides -> slides != 0).toList(), window);
        }
        Integer period = pattern.size() == 1 ? Integer.valueOf((int) Math.max(1, pattern.getFirst())) : PERIODS.get(source.family());
        return new GgufWindow(period == null ? List.of()
                : IntStream.range(0, layers).mapToObj(layer -> (layer + 1) % period != 0).toList(), window);
    }

    boolean slides(int layer) {
        return layer < sliding.size() && sliding.get(layer);
    }

    /** How many tokens a layer that slides keeps. */
    Quantity size() {
        if (stated == null) {
            throw new IllegalStateException("no layer slides");
        }
        return stated;
    }
}
