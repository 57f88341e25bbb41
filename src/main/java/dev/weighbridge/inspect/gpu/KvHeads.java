package dev.weighbridge.inspect.gpu;

/** How many heads keys and values are kept for, by the words of each family's config. */
final class KvHeads {

    private KvHeads() {}

    /** @throws UnknownShapeException if it does not divide the heads, or differs from layer to layer */
    static Quantity read(ShapeSource source, Quantity heads) {
        Quantity kvHeads = stated(source, heads);
        if (heads.value() % kvHeads.value() != 0) {
            throw new UnknownShapeException(
                    kvHeads.rule() + " is " + kvHeads.value() + ", which does not divide the " + heads.value() + " heads");
        }
        return kvHeads;
    }

    private static Quantity stated(ShapeSource source, Quantity heads) {
        boolean isOldFalcon = source.family().equals("falcon") && !source.says("new_decoder_architecture", "true");
        if (source.says("multi_query_attention", "true")) {
            return source.need("kvHeads", "multi_query_group_num");
        }
        if (source.says("multi_query", "true") && (isOldFalcon || !source.family().equals("falcon"))) {
            return Quantity.read("kvHeads", 1, source.said("multi_query") + " is true", source.file());
        }
        Quantity stated = isOldFalcon ? null
                : source.number("kvHeads", "num_key_value_heads", "num_kv_heads", "n_head_kv", "attn_config.kv_n_heads");
        return stated == null
                ? Quantity.computed("kvHeads", heads.value(), "as many as heads, since " + source.file() + " states no other number", heads)
                : stated;
    }
}
