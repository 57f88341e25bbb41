package dev.weighbridge.inspect.gpu;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the memory of a decoder language model depends on.
 *
 * @param layers of the decoder
 * @param hidden elements of a token between two layers
 * @param heads of attention, or null if it has no attention
 * @param kvHeads heads that keys and values are kept for, or null if it has no attention or keeps one latent vector instead
 * @param feedForward elements that the widest layer's feed-forward holds of one token while it is computed
 * @param vocabulary number of tokens it knows
 * @param maxTokens the longest sequence that it states, or null
 * @param elementBytes of one element of the cache
 * @param cache what is kept of each sequence, by kind of layer
 */
record ModelShape(Quantity layers, Quantity hidden, @Nullable Quantity heads, @Nullable Quantity kvHeads, Quantity feedForward,
        Quantity vocabulary, @Nullable Quantity maxTokens, Quantity elementBytes, List<CachePart> cache) {

    /** @throws UnknownShapeException if the source does not tell, or contradicts itself */
    static ModelShape read(ShapeSource source, WeightDtypes weights) {
        var reader = source.isGguf() ? new GgufShape(source) : new ConfigShape(source, weights);
        return reader.read();
    }
}
