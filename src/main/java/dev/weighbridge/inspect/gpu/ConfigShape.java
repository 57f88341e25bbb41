package dev.weighbridge.inspect.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Reads a shape from the {@code config.json} of a decoder of transformers. */
final class ConfigShape implements ShapeReader {

    /** Families that keep something else between two tokens than what is counted here. */
    private static final Set<String> OTHER_CACHE = Set.of("recurrent_gemma", "rwkv", "rwkv5", "rwkv6", "rwkv7", "xlstm", "minimax",
            "minimax_text_01", "kimi_linear", "deepseek_v4");

    private final ShapeSource source;

    private final WeightDtypes weights;

    ConfigShape(ShapeSource source, WeightDtypes weights) {
        this.source = source;
        this.weights = weights;
    }

    @Override
    public ModelShape read() {
        if (OTHER_CACHE.contains(source.family()) || source.has("attn_type_list")) {
            throw new UnknownShapeException("what a model of the family " + source.family() + " keeps of a sequence is not known here");
        }
        Quantity layers = source.need("layers", ConfigNames.LAYERS.toArray(String[]::new));
        Quantity hidden = source.need("hidden", "hidden_size", "n_embd", "n_embed", "d_model", "dim");
        LayerPlan plan = LayerPlan.read(source, layers);
        Quantity elementBytes = elementBytes();
        boolean attends = plan.count(kind -> kind.keepsAllTokens() || kind == LayerKind.SLIDING) > 0;
        Quantity heads = attends ? source.need("heads", "num_attention_heads", "n_head", "n_heads", "num_heads") : null;
        boolean isLatent = source.numberOrNone("kvLoraRank", "kv_lora_rank") != null;
        Quantity kvHeads = heads == null || isLatent ? null : KvHeads.read(source, heads);
        List<CachePart> cache = new ArrayList<>();
        if (heads != null) {
            cache.addAll(kvHeads == null ? latent(plan, elementBytes) : attention(plan, hidden, heads, kvHeads, elementBytes));
        }
        if (plan.count(LayerKind::keepsState) > 0) {
            Quantity stateLayers = counted("stateLayers", plan, LayerKind::keepsState);
            cache.add(CachePart.ofSequence(Quantity.product("state", "stateLayers × bytes of one", stateLayers,
                    new StateSize(source, hidden, elementBytes).ofOneLayer())));
        }
        return new ModelShape(layers, hidden, heads, kvHeads, FeedForward.read(source, hidden),
                source.need("vocabulary", "vocab_size", "padded_vocab_size"), maxTokens(source), elementBytes, List.copyOf(cache));
    }

    static @Nullable Quantity maxTokens(ShapeSource source) {
        return source.numberOrNone("maxTokens", "max_position_embeddings", "n_positions", "max_seq_len", "max_sequence_length",
                "seq_length");
    }

    /** DeepSeek-V2, arXiv 2405.04434, table 1: (d_c + d_h^R) elements for each token and layer. */
    private List<CachePart> latent(LayerPlan plan, Quantity elementBytes) {
        Quantity rank = source.need("kvLoraRank", "kv_lora_rank");
        Quantity rope = source.need("ropeHeadDim", "qk_rope_head_dim");
        Quantity layers = counted("latentLayers", plan, LayerKind::keepsAllTokens);
        Quantity elements = Quantity.sum("elements", "kvLoraRank + ropeHeadDim (DeepSeek-V2, arXiv 2405.04434, table 1)",
                List.of(rank, rope));
        return List.of(CachePart.ofTokens(
                Quantity.product("latentAttention", "latentLayers × elements × bytes per element", layers, elements, elementBytes)));
    }

    private List<CachePart> attention(LayerPlan plan, Quantity hidden, Quantity heads, Quantity kvHeads, Quantity elementBytes) {
        Quantity headDim = headDim(hidden, heads);
        Quantity valueDim = source.numberOrNone("valueHeadDim", "v_head_dim");
        valueDim = valueDim == null ? headDim : valueDim;
        List<CachePart> parts = new ArrayList<>();
        if (plan.count(LayerKind::keepsAllTokens) > 0) {
            boolean slidesToo = plan.window() != null;
            Quantity wide = slidesToo ? source.numberOrNone("headDim", "global_head_dim") : null;
            Quantity fewer = slidesToo ? source.numberOrNone("kvHeads", "num_global_key_value_heads") : null;
            parts.add(CachePart.ofTokens(Attention.perToken("fullAttention", counted("layers", plan, LayerKind::keepsAllTokens),
                    fewer == null ? kvHeads : fewer, wide == null ? headDim : wide, wide == null ? valueDim : wide, elementBytes)));
        }
        Quantity window = plan.window();
        if (window != null) {
            parts.add(CachePart.ofWindow(Attention.perToken("slidingAttention", counted("layers", plan, kind -> kind == LayerKind.SLIDING),
                    kvHeads, headDim, valueDim, elementBytes), window));
        }
        return parts;
    }

    private Quantity headDim(Quantity hidden, Quantity heads) {
        Quantity stated = source.numberOrNone("headDim", "head_dim", "kv_channels", "attention_head_dim");
        if (stated != null) {
            return stated;
        }
        if (hidden.value() % heads.value() != 0) {
            throw new UnknownShapeException(
                    "'" + source.file() + "' states no head_dim, and " + hidden.value() + " elements are no multiple of " + heads.value()
                            + " heads");
        }
        return Quantity.computed("headDim", hidden.value() / heads.value(), "hidden / heads", hidden, heads);
    }

    private Quantity counted(String name, LayerPlan plan, Predicate<LayerKind> kind) {
        return Quantity.read(name, plan.count(kind), "of " + plan.kinds().size() + " layers; " + plan.rule(), source.file());
    }

    /** vLLM, {@code --kv-cache-dtype auto}: the model's own type, or that of a quantised cache where the checkpoint was made for one. */
    private Quantity elementBytes() {
        for (String key : List.of("quantization_config.kv_cache_scheme.num_bits", "compression_config.kv_cache_scheme.num_bits")) {
            Quantity bits = source.number("bits", key);
            if (bits != null) {
                return Quantity.computed("bytesPerElement", Math.max(1, bits.value() / 8), "bits / 8", bits);
            }
        }
        return elementBytes(source, weights);
    }

    static Quantity elementBytes(ShapeSource source, WeightDtypes weights) {
        for (String key : List.of("dtype", "torch_dtype")) {
            String dtype = source.text(key);
            if (dtype != null) {
                String plain = dtype.toLowerCase(Locale.ROOT).replace("torch.", "");
                long bytes = plain.equals("float32") || plain.equals("float") ? 4 : 2;
                return Quantity.read("bytesPerElement", bytes, source.said(key) + " is " + plain.replaceAll("[^a-z0-9_]", "?"),
                        source.file());
            }
        }
        boolean isSingle = weights.areMostly("F32");
        return Quantity.read("bytesPerElement", isSingle ? 4 : 2,
                source.file() + " states no dtype; " + (isSingle ? "most weights are F32" : "half precision, as engines compute in"), null);
    }
}
