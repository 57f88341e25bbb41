package dev.weighbridge.inspect.gpu;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that one layer without attention keeps of a sequence, however long it is. The inputs of its convolution are kept in the cache's element type
 * and the recurrent state in float32, as the reference implementations do (state-spaces/mamba, mamba_simple.py and mamba2.py,
 * {@code allocate_inference_cache}; Qwen3-Next, {@code mamba_ssm_dtype}).
 */
final class StateSize {

    private static final long STATE_BYTES = 4;

    private final ShapeSource source;

    private final Quantity hidden;

    private final Quantity elementBytes;

    StateSize(ShapeSource source, Quantity hidden, Quantity elementBytes) {
        this.source = source;
        this.hidden = hidden;
        this.elementBytes = elementBytes;
    }

    /** @throws UnknownShapeException if the kind of state is not known */
    Quantity ofOneLayer() {
        if (source.has("linear_num_value_heads")) {
            return gatedDelta();
        }
        Quantity kept = source.numberOrNone("convTokens", "conv_L_cache");
        if (kept != null) {
            return Quantity.product("statePerLayer", "tokens of the convolution × hidden × bytes per element", kept, hidden, elementBytes);
        }
        return mamba();
    }

    /** Qwen3-Next, {@code Qwen3NextGatedDeltaNet} of transformers. */
    private Quantity gatedDelta() {
        Quantity valueHeads = source.need("valueHeads", "linear_num_value_heads");
        Quantity keyHeads = source.need("keyHeads", "linear_num_key_heads");
        Quantity keyDim = source.need("keyDim", "linear_key_head_dim");
        Quantity valueDim = source.need("valueDim", "linear_value_head_dim");
        Quantity kernel = source.need("kernel", "linear_conv_kernel_dim");
        long channels = Math.addExact(2 * Math.multiplyExact(keyHeads.value(), keyDim.value()),
                Math.multiplyExact(valueHeads.value(), valueDim.value()));
        long convolution = Math.multiplyExact(Math.multiplyExact(kernel.value() - 1, channels), elementBytes.value());
        long state = Math.multiplyExact(Math.multiplyExact(valueHeads.value(), keyDim.value()),
                Math.multiplyExact(valueDim.value(), STATE_BYTES));
        return Quantity.computed("statePerLayer", Math.addExact(convolution, state),
                "(kernel − 1) × (2 × keyHeads × keyDim + valueHeads × valueDim) × bytes per element + valueHeads × keyDim × valueDim × 4",
                kernel, keyHeads, keyDim, valueHeads, valueDim, elementBytes);
    }

    /** Mamba (one group of no channels) and Mamba 2 ({@code conv_dim = d_inner + 2 * ngroups * d_state}). */
    private Quantity mamba() {
        Quantity state = source.need("stateSize", "mamba_d_state", "ssm_state_size", "state_size");
        Quantity kernel = source.need("kernel", "mamba_d_conv", "conv_kernel");
        Quantity inner = inner();
        Quantity groups = source.numberOrNone("groups", "mamba_n_groups", "mamba_ngroups", "n_groups");
        if (groups == null) {
            groups = Quantity.read("groups", 0, "Mamba 1 has none", null);
        }
        return mamba("(kernel − 1) × (inner + 2 × groups × stateSize) × bytes per element + inner × stateSize × 4", kernel, inner, groups,
                state, elementBytes);
    }

    static Quantity mamba(String rule, Quantity kernel, Quantity inner, Quantity groups, Quantity state, Quantity elementBytes) {
        long channels = Math.addExact(inner.value(), Math.multiplyExact(2 * groups.value(), state.value()));
        long convolution = Math.multiplyExact(Math.multiplyExact(kernel.value() - 1, channels), elementBytes.value());
        long recurrent = Math.multiplyExact(Math.multiplyExact(inner.value(), state.value()), STATE_BYTES);
        return Quantity.computed("statePerLayer", Math.addExact(convolution, recurrent), rule, kernel, inner, groups, state, elementBytes);
    }

    private Quantity inner() {
        Quantity stated = source.number("inner", "mamba_d_ssm");
        if (stated == null && (source.family().equals("mamba") || source.family().equals("falcon_mamba"))) {
            stated = source.number("inner", "intermediate_size");
        }
        if (stated != null) {
            return stated;
        }
        Quantity heads = source.number("stateHeads", "mamba_n_heads", "mamba_num_heads", "n_mamba_heads");
        Quantity headDim = headDim();
        if (heads == null && source.family().equals("mamba2")) {
            heads = source.number("stateHeads", "num_heads");
            headDim = source.number("stateHeadDim", "head_dim");
        }
        if (heads != null && headDim != null) {
            return Quantity.product("inner", "stateHeads × stateHeadDim", heads, headDim);
        }
        Quantity expand = source.need("expand", "mamba_expand", "expand");
        return Quantity.product("inner", "expand × hidden", expand, hidden);
    }

    private @Nullable Quantity headDim() {
        return source.says("mamba_d_head", "auto") ? null
                : source.number("stateHeadDim", "mamba_d_head", "mamba_head_dim", "mamba_headdim");
    }
}
