package dev.weighbridge.inspect.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * What each layer keeps, in the order of the layers.
 *
 * @param rule which member says so
 * @param window of the layers that slide, or null if none does
 */
record LayerPlan(List<LayerKind> kinds, String rule, @Nullable Quantity window) {

    /** Far beyond any model; the largest have some 130. */
    private static final int MOST_LAYERS = 10_000;

    /** The words of {@code layer_types} (transformers, ALLOWED_LAYER_TYPES of configuration_utils.py) and of older {@code layers_block_type}. */
    private static final Map<String, LayerKind> WORDS = Map.ofEntries(Map.entry("full_attention", LayerKind.FULL),
            Map.entry("attention", LayerKind.FULL), Map.entry("sliding_attention", LayerKind.SLIDING),
            Map.entry("chunked_attention", LayerKind.SLIDING), Map.entry("linear_attention", LayerKind.STATE),
            Map.entry("mamba", LayerKind.STATE), Map.entry("mamba2", LayerKind.STATE), Map.entry("conv", LayerKind.STATE),
            Map.entry("hybrid", LayerKind.BOTH), Map.entry("mlp", LayerKind.NONE), Map.entry("moe", LayerKind.NONE));

    /** The letters of {@code hybrid_override_pattern} (NVIDIA Nemotron-H, configuration_nemotron_h.py). */
    private static final Map<String, LayerKind> LETTERS = Map.of("M", LayerKind.STATE, "*", LayerKind.FULL, "-", LayerKind.NONE, "E",
            LayerKind.NONE);

    /** Which of every so many layers attends to all tokens where the config does not say: the last (transformers, configuration_*.py). */
    private static final Map<String, Integer> PERIODS = Map.of("gemma2", 2, "gemma3_text", 6, "cohere2", 4, "gpt_oss", 2);

    private static final Set<String> STATE_ONLY = Set.of("mamba", "mamba2", "falcon_mamba");

    long count(Predicate<LayerKind> kind) {
        return kinds.stream().filter(kind).count();
    }

    /** @throws UnknownShapeException if the config contradicts itself */
    static LayerPlan read(ShapeSource source, Quantity layers) {
        LayerPlan plan = plan(source, layers);
        Quantity shared = source.numberOrNone("sharedLayers", "num_kv_shared_layers");
        if (shared == null) {
            return plan;
        }
        long own = plan.kinds.size() - shared.value();
        List<LayerKind> kinds = IntStream.range(0, plan.kinds.size())
                .mapToObj(layer -> layer < own ? plan.kinds.get(layer) : LayerKind.NONE).toList();
        return new LayerPlan(kinds, plan.rule + "; the last " + shared.value() + " use the cache of others (" + shared.rule() + ")",
                plan.window);
    }

    private static LayerPlan plan(ShapeSource source, Quantity layers) {
        if (layers.value() > MOST_LAYERS) {
            throw new UnknownShapeException(layers.rule() + " is " + layers.value() + ", more layers than " + MOST_LAYERS);
        }
        int count = (int) layers.value();
        for (String key : List.of("layer_types", "layers_block_type")) {
            if (source.has(key)) {
                return listed(source, key, source.list(key), WORDS, count);
            }
        }
        String pattern = source.text("hybrid_override_pattern");
        if (pattern != null) {
            return listed(source, "hybrid_override_pattern", Arrays.asList(pattern.split("")), LETTERS, count);
        }
        if (STATE_ONLY.contains(source.family())) {
            return of(count, layer -> LayerKind.STATE, "all layers of " + source.family() + " keep a state", null);
        }
        if (source.family().equals("falcon_h1")) {
            return of(count, layer -> LayerKind.BOTH, "all layers of falcon_h1 attend and keep a state", null);
        }
        LayerPlan hybrid = hybrid(source, count);
        return hybrid == null ? sliding(source, count) : hybrid;
    }

    private static LayerPlan listed(ShapeSource source, String key, List<String> words, Map<String, LayerKind> meanings, int count) {
        if (words.size() != count) {
            throw new UnknownShapeException(source.said(key) + " speaks of " + words.size() + " layers, but there are " + count);
        }
        for (String word : words) {
            if (!meanings.containsKey(word)) {
                throw new UnknownShapeException(
                        source.said(key) + " names the kind of layer " + OpenFile.shown(word) + ", whose cache is not known");
            }
        }
        boolean isChunked = words.contains("chunked_attention");
        boolean slides = isChunked || words.contains("sliding_attention");
        Quantity window = !slides ? null : isChunked ? source.need("window", "attention_chunk_size")
                : source.need("window", "sliding_window");
        return of(count, layer -> meanings.getOrDefault(words.get(layer), LayerKind.FULL), source.said(key), window);
    }

    private static @Nullable LayerPlan hybrid(ShapeSource source, int count) {
        Quantity period = source.number("period", "attn_layer_period");
        if (period != null) {
            List<Long> offset = source.numbers("attn_layer_offset");
            long first = offset.isEmpty() ? 0 : offset.getFirst();
            return of(count, layer -> layer % period.value() == first ? LayerKind.FULL : LayerKind.STATE,
                    period.rule() + " and attn_layer_offset", null);
        }
        for (String key : List.of("attn_layer_indices", "full_attn_idxs")) {
            if (source.has(key)) {
                Set<Long> attending = Set.copyOf(source.numbers(key));
                return of(count, layer -> attending.contains((long) layer) ? LayerKind.FULL : LayerKind.STATE, source.said(key), null);
            }
        }
        Quantity interval = source.numberOrNone("interval", "full_attention_interval");
        if (interval != null) {
            return of(count, layer -> (layer + 1) % interval.value() == 0 ? LayerKind.FULL : LayerKind.STATE, interval.rule(), null);
        }
        if (source.has("cross_attention_layers")) {
            Set<Long> crossing = Set.copyOf(source.numbers("cross_attention_layers"));
            return of(count, layer -> crossing.contains((long) layer) ? LayerKind.NONE : LayerKind.FULL,
                    source.said("cross_attention_layers") + ", which attend to an image and keep no text", null);
        }
        return null;
    }

    private static LayerPlan sliding(ShapeSource source, int count) {
        Quantity window = source.says("use_sliding_window", "false") ? null : source.numberOrNone("window", "sliding_window");
        if (window == null) {
            return of(count, layer -> LayerKind.FULL, "all layers attend to all tokens", null);
        }
        Quantity stated = source.numberOrNone("period", "sliding_window_pattern", "_sliding_window_pattern");
        Integer period = stated == null ? PERIODS.get(source.family()) : Integer.valueOf((int) stated.value());
        if (period != null) {
            return of(count, layer -> (layer + 1) % period == 0 ? LayerKind.FULL : LayerKind.SLIDING, "every layer slides but each "
                    + period + "th (" + (stated == null ? "the class for " + source.family() + " in transformers" : stated.rule()) + ")",
                    window);
        }
        if (source.says("use_sliding_window", "true") && source.has("max_window_layers")) {
            long first = source.numbers("max_window_layers").getFirst();
            return of(count, layer -> layer >= first ? LayerKind.SLIDING : LayerKind.FULL, source.said("max_window_layers"), window);
        }
        return of(count, layer -> LayerKind.SLIDING, "all layers slide (" + window.rule() + ")", window);
    }

    static LayerPlan of(int count, IntFunction<LayerKind> kind, String rule, @Nullable Quantity window) {
        List<LayerKind> kinds = IntStream.range(0, count).mapToObj(kind).toList();
        return new LayerPlan(kinds, rule, kinds.contains(LayerKind.SLIDING) ? window : null);
    }
}
