package dev.weighbridge.inspect.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** Reads a shape from the keys of a GGUF file (ggml docs/gguf.md, "[llm]" keys; llama.cpp src/llama-hparams.cpp for what they mean). */
final class GgufShape implements ShapeReader {

    private static final int MOST_LAYERS = 10_000;

    /** llama.cpp, {@code --cache-type-k} and {@code -v}: f16. */
    private static final Quantity ELEMENT = Quantity.read("bytesPerElement", 2, "llama.cpp keeps keys and values in f16", null);

    /** llama.cpp, llama_memory_recurrent: f32. */
    private static final Quantity STATE_ELEMENT = Quantity.read("bytesPerElement", 4, "llama.cpp keeps states in f32", null);

    private final ShapeSource source;

    GgufShape(ShapeSource source) {
        this.source = source;
    }

    @Override
    public ModelShape read() {
        Quantity layers = source.need("layers", "block_count");
        if (layers.value() > MOST_LAYERS) {
            throw new UnknownShapeException(layers.rule() + " is " + layers.value() + ", more layers than " + MOST_LAYERS);
        }
        Quantity hidden = source.need("hidden", "embedding_length");
        Quantity heads = source.largest("heads", "attention.head_count");
        List<Long> kvHeads = heads == null ? List.of() : kvHeads((int) layers.value(), heads);
        boolean isLatent = source.has("attention.key_length_mla");
        List<CachePart> cache = new ArrayList<>();
        if (heads != null && isLatent) {
            cache.add(latent(layers));
        } else if (heads != null) {
            cache.addAll(attention(hidden, heads, kvHeads));
        }
        Quantity stateLayers = stateLayers(layers, kvHeads);
        if (stateLayers != null) {
            cache.add(CachePart.ofSequence(Quantity.product("state", "stateLayers × bytes of one", stateLayers, statePerLayer(hidden))));
        }
        return new ModelShape(layers, hidden, heads, isLatent ? null : fewest(kvHeads), feedForward(hidden), vocabulary(),
                source.number("maxTokens", "context_length"), ELEMENT, List.copyOf(cache));
    }

    /** For each layer; 0 where it does not attend. */
    private List<Long> kvHeads(int layers, Quantity heads) {
        List<Long> stated = source.numbers("attention.head_count_kv");
        if (stated.size() > 1 && stated.size() != layers) {
            throw new UnknownShapeException(
                    source.said("attention.head_count_kv") + " speaks of " + stated.size() + " layers, but there are " + layers);
        }
        long wrong = stated.stream().filter(count -> count > 0 && heads.value() % count != 0).findFirst().orElse(0L);
        if (wrong > 0) {
            throw new UnknownShapeException(
                    source.said("attention.head_count_kv") + " is " + wrong + ", which does not divide the " + heads.value() + " heads");
        }
        List<Long> each = stated.size() > 1 ? stated : Collections.nCopies(layers, stated.isEmpty() ? heads.value() : stated.getFirst());
        Quantity interval = source.numberOrNone("interval", "full_attention_interval");
        return interval == null ? each
                : IntStream.range(0, layers).mapToObj(layer -> (layer + 1) % interval.value() == 0 ? each.get(layer) : 0L).toList();
    }

    /** llama.cpp keeps of multi-head latent attention the keys only, of which the values are a part. */
    private CachePart latent(Quantity layers) {
        Quantity rank = source.need("kvLoraRank", "attention.kv_lora_rank");
        Quantity rope = source.need("ropeHeadDim", "rope.dimension_count");
        Quantity elements = Quantity.sum("elements", "kvLoraRank + ropeHeadDim (DeepSeek-V2, arXiv 2405.04434, table 1)",
                List.of(rank, rope));
        return CachePart.ofTokens(
                Quantity.product("latentAttention", "layers × elements × bytes per element", layers, elements, ELEMENT));
    }

    private List<CachePart> attention(Quantity hidden, Quantity heads, List<Long> kvHeads) {
        GgufWindow window = GgufWindow.read(source, kvHeads.size());
        Quantity keyDim = headDim("headDim", "attention.key_length", hidden, heads);
        Quantity valueDim = headDim("valueHeadDim", "attention.value_length", hidden, heads);
        List<CachePart> parts = new ArrayList<>();
        for (boolean slides : new boolean[] {false, true}) {
            long sum = IntStream.range(0, kvHeads.size()).filter(layer -> window.slides(layer) == slides).mapToLong(kvHeads::get)
                    .reduce(0, Math::addExact);
            if (sum > 0) {
                Quantity all = Quantity.read("kvHeadsOfAllLayers", sum,
                        source.said("attention.head_count_kv") + ", added up for the layers "
                                + (slides ? "that slide" : "that attend to all tokens"),
                        source.file());
                Quantity elements = Quantity.sum("headElements", "headDim + valueHeadDim", List.of(keyDim, valueDim));
                Quantity bytes = Quantity.product(slides ? "slidingAttention" : "fullAttention",
                        "kvHeadsOfAllLayers × headElements × bytes per element", all, elements, ELEMENT);
                parts.add(slides ? CachePart.ofWindow(bytes, window.size()) : CachePart.ofTokens(bytes));
            }
        }
        return parts;
    }

    private Quantity headDim(String name, String key, Quantity hidden, Quantity heads) {
        Quantity stated = source.numberOrNone(name, key);
        if (stated != null) {
            return stated;
        }
        if (hidden.value() % heads.value() != 0) {
            throw new UnknownShapeException(source.said(key) + " is missing, and " + hidden.value() + " elements are no multiple of "
                    + heads.value() + " heads");
        }
        return Quantity.computed(name, hidden.value() / heads.value(), "hidden / heads", hidden, heads);
    }

    private @Nullable Quantity stateLayers(Quantity layers, List<Long> kvHeads) {
        boolean keepsState = source.has("ssm.state_size") || source.has("shortconv.l_cache");
        if (!keepsState) {
            return null;
        }
        boolean inAll = kvHeads.isEmpty() || source.family().equals("falcon-h1");
        long count = inAll ? layers.value() : kvHeads.stream().filter(heads -> heads == 0).count();
        return count == 0 ? null
                : Quantity.read("stateLayers", count,
                        inAll ? "all layers of " + source.family() : "layers without heads for keys and values",
                        source.file());
    }

    /** llama.cpp, {@code llama_hparams::n_embd_r} and {@code n_embd_s}. */
    private Quantity statePerLayer(Quantity hidden) {
        Quantity kept = source.numberOrNone("kernel", "shortconv.l_cache");
        if (kept != null) {
            return Quantity.computed("statePerLayer",
                    Math.multiplyExact(Math.multiplyExact(kept.value() - 1, hidden.value()), STATE_ELEMENT.value()),
                    "(kernel − 1) × hidden × bytes per element", kept, hidden, STATE_ELEMENT);
        }
        Quantity groups = source.numberOrNone("groups", "ssm.group_count");
        return StateSize.mamba("(kernel − 1) × (inner + 2 × groups × stateSize) × bytes per element + inner × stateSize × 4",
                source.need("kernel", "ssm.conv_kernel"), source.need("inner", "ssm.inner_size"),
                groups == null ? Quantity.read("groups", 0, "Mamba 1 has none", null) : groups, source.need("stateSize", "ssm.state_size"),
                STATE_ELEMENT);
    }

    private @Nullable Quantity fewest(List<Long> kvHeads) {
        long fewest = kvHeads.stream().mapToLong(Long::longValue).filter(count -> count > 0).min().orElse(0);
        return fewest == 0 ? null
                : Quantity.read("kvHeads", fewest, source.said("attention.head_count_kv") + ", the fewest of a layer that attends",
                        source.file());
    }

    private Quantity feedForward(Quantity hidden) {
        Quantity stated = source.largest("intermediate", "feed_forward_length");
        return stated == null ? hidden.as("intermediate") : stated;
    }

    private Quantity vocabulary() {
        return source.need("vocabulary", "vocab_size", "tokenizer.ggml.tokens.length");
    }
}
