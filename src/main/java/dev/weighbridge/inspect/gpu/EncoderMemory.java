package dev.weighbridge.inspect.gpu;

import java.util.Locale;

/** What an encoder of text takes: weights, the layers' buffers for one batch, and the engine. It keeps no cache. */
final class EncoderMemory {

    private final GpuConstants constants;

    EncoderMemory(GpuConstants constants) {
        this.constants = constants;
    }

    /** @throws UnknownShapeException if the source does not tell */
    Estimate estimate(ShapeSource source, Quantity weights, WeightDtypes dtypes) {
        Quantity hidden = source.isGguf() ? source.need("hidden", "embedding_length")
                : source.need("hidden", "hidden_size", "n_embd", "d_model", "dim");
        Quantity longest = source.isGguf() ? source.need("maxTokens", "context_length")
                : source.need("maxTokens", "max_position_embeddings", "n_positions", "max_seq_len");
        Quantity feedForward = source.isGguf() ? gguf(source) : FeedForward.read(source, hidden);
        Quantity bytes = source.isGguf() ? Quantity.read("bytesPerElement", 4, "llama.cpp computes in f32", null)
                : ConfigShape.elementBytes(source, dtypes);
        Quantity batch = constants.quantity("tokens", "encoder-batch-tokens");
        Quantity one = DecoderMemory.atMost(batch, longest);
        Quantity engine = constants.quantity("engine", "engine-bytes");
        return new Estimate(
                new Need(String.format(Locale.ROOT, "one text of %,d tokens", one.value()), weights, null,
                        DecoderMemory.layer(constants, one, feedForward, hidden, bytes).as("activations"), engine),
                new Need(String.format(Locale.ROOT, "batches of %,d tokens", batch.value()), weights, null,
                        DecoderMemory.layer(constants, batch, feedForward, hidden, bytes).as("activations"), engine),
                null, null, "");
    }

    private static Quantity gguf(ShapeSource source) {
        Quantity width = source.largest("intermediate", "feed_forward_length");
        if (width == null) {
            throw new UnknownShapeException("'" + source.file() + "' does not state feed_forward_length");
        }
        return Quantity.computed("feedForward", Math.multiplyExact(3, width.value()), "3 × intermediate (gate, up, product)", width);
    }
}
