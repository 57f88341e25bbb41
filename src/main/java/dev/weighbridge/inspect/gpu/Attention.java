package dev.weighbridge.inspect.gpu;

/** What attention keeps of each token. */
final class Attention {

    private Attention() {}

    /** Keys and values (Pope et al., arXiv 2211.05102, section 3.3; EleutherAI, "Transformer Inference Arithmetic" and cookbook). */
    static Quantity perToken(String name, Quantity layers, Quantity kvHeads, Quantity keyDim, Quantity valueDim, Quantity elementBytes) {
        if (keyDim.value() == valueDim.value()) {
            long bytes = Quantity.product(name, "", layers, kvHeads, keyDim, elementBytes).value();
            return Quantity.computed(name, Math.multiplyExact(2, bytes),
                    "2 (keys, values) × layers × kvHeads × headDim × bytes per element", layers,
                    kvHeads, keyDim, elementBytes);
        }
        Quantity elements = Quantity.computed("headElements", Math.addExact(keyDim.value(), valueDim.value()), "headDim + valueHeadDim",
                keyDim,
                valueDim);
        return Quantity.product(name, "layers × kvHeads × headElements × bytes per element", layers, kvHeads, elements, elementBytes);
    }
}
