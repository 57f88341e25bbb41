package dev.weighbridge.inspect.gpu;

import org.jspecify.annotations.Nullable;

/**
 * What the layers of one kind keep of a sequence between two steps.
 *
 * @param bytes for one token, or for a whole sequence, in all these layers
 * @param isPerToken whether it grows with the tokens
 * @param window how many of the last tokens are kept, or null for all
 */
record CachePart(Quantity bytes, boolean isPerToken, @Nullable Quantity window) {

    static CachePart ofTokens(Quantity bytes) {
        return new CachePart(bytes, true, null);
    }

    static CachePart ofWindow(Quantity bytes, Quantity window) {
        return new CachePart(bytes, true, window);
    }

    static CachePart ofSequence(Quantity bytes) {
        return new CachePart(bytes, false, null);
    }

    /** What sequences of so many tokens each keep. */
    Quantity kept(Quantity tokens, Quantity sequences) {
        String name = bytes.name();
        if (!isPerToken) {
            return Quantity.product(name, "bytes for each sequence × sequences; it does not grow with the tokens", bytes, sequences);
        }
        if (window == null) {
            return Quantity.product(name, "bytes per token × tokens × sequences", bytes, tokens, sequences);
        }
        long kept = Math.multiplyExact(Math.multiplyExact(bytes.value(), Math.min(tokens.value(), window.value())), sequences.value());
        return Quantity.computed(name, kept, "bytes per token × min(tokens, window) × sequences", bytes, tokens, window, sequences);
    }
}
