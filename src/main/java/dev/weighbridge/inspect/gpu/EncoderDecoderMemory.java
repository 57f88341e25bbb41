package dev.weighbridge.inspect.gpu;

import java.util.List;

/**
 * What an encoder with a decoder of transformers takes (Whisper, BART and their kin): the decoder keeps keys and values of its own tokens, and, in each
 * layer's cross-attention, of all that the encoder read.
 */
final class EncoderDecoderMemory {

    private final GpuConstants constants;

    EncoderDecoderMemory(GpuConstants constants) {
        this.constants = constants;
    }

    /** @throws UnknownShapeException if the source does not tell: T5 and its kin state no longest input */
    Estimate estimate(ShapeSource source, Quantity weights, WeightDtypes dtypes) {
        Quantity layers = source.need("layers", "decoder_layers");
        Quantity width = source.need("hidden", "d_model");
        Quantity read = source.need("tokensRead", "max_source_positions", "max_position_embeddings");
        Quantity written = source.need("tokensWritten", "max_target_positions", "max_position_embeddings");
        Quantity inner = source.need("intermediate", "encoder_ffn_dim");
        Quantity heads = source.need("heads", "decoder_attention_heads");
        Quantity bytes = ConfigShape.elementBytes(source, dtypes);
        Quantity tokens = Quantity.sum("tokens", "tokensRead + tokensWritten", List.of(read, written));
        Quantity feedForward = Quantity.computed("feedForward", Math.multiplyExact(3, inner.value()), "3 × intermediate", inner);
        Quantity engine = constants.quantity("engine", "engine-bytes");
        Quantity one = Quantity.read("sequences", 1, "one", null);
        Quantity several = constants.quantity("sequences", "recommended-sequences");
        return new Estimate(need(one, layers, width, tokens, read, feedForward, bytes, weights, engine),
                need(several, layers, width, tokens, read, feedForward, bytes, weights, engine), heads, heads, "");
    }

    private Need need(Quantity sequences, Quantity layers, Quantity width, Quantity tokens, Quantity read, Quantity feedForward,
            Quantity bytes,
            Quantity weights, Quantity engine) {
        long cache = Math.multiplyExact(2, Quantity.product("kvCache", "", layers, width, tokens, sequences, bytes).value());
        Quantity batch = Quantity.product("tokens", "sequences × tokensRead", sequences, read);
        return new Need(sequences.value() == 1 ? "one input" : sequences.value() + " inputs at once", weights,
                Quantity.computed("kvCache", cache, "2 (keys, values) × layers × hidden × tokens × sequences × bytes per element", layers,
                        width,
                        tokens, sequences, bytes),
                DecoderMemory.layer(constants, batch, feedForward, width, bytes).as("activations"), engine);
    }
}
