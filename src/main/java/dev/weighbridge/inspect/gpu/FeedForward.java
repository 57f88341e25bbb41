package dev.weighbridge.inspect.gpu;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Elements that the widest layer's feed-forward holds of one token: gate, up and their product; with experts those of each expert that is asked, and
 * its output (vLLM, fused_moe.py: intermediate_cache1 to 3).
 */
final class FeedForward {

    private FeedForward() {}

    static Quantity read(ShapeSource source, Quantity hidden) {
        Quantity stated = source.largest("intermediate", "intermediate_size", "ffn_hidden_size", "ffn_dim", "n_inner", "hidden_dim");
        Quantity dense = stated == null
                ? Quantity.computed("intermediate", Math.multiplyExact(4, hidden.value()),
                        "4 × hidden, since " + source.file() + " states none",
                        hidden)
                : stated;
        Quantity wide = Quantity.computed("feedForward", Math.multiplyExact(3, dense.value()), "3 × intermediate (gate, up, product)",
                dense);
        Quantity experts = experts(source, hidden, dense);
        return experts != null && experts.value() > wide.value() ? experts : wide;
    }

    private static @Nullable Quantity experts(ShapeSource source, Quantity hidden, Quantity dense) {
        Quantity count = source.numberOrNone("experts", "num_experts", "num_local_experts", "n_routed_experts");
        Quantity asked = source.numberOrNone("expertsPerToken", "num_experts_per_tok", "num_experts_per_token", "experts_per_token",
                "top_k_experts");
        if (count == null || asked == null) {
            return null;
        }
        Quantity own = source.largest("expertIntermediate", "moe_intermediate_size");
        Quantity each = own == null ? dense : own;
        long elements = Math.addExact(Math.multiplyExact(3, each.value()), hidden.value());
        return Quantity.computed("feedForward", Math.multiplyExact(asked.value(), elements),
                "expertsPerToken × (3 × intermediate of an expert + hidden)",
                List.of(asked, each, hidden));
    }
}
