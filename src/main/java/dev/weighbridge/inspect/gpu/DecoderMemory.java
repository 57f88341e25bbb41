package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a decoder takes: weights, the cache of each sequence, what is computed at once, and the engine. The form is that of vLLM's own profile at start
 * (vllm/worker, "Memory profiling"): weights, peak of activations, memory past PyTorch, the rest for the cache.
 */
final class DecoderMemory {

    private final GpuConstants constants;

    DecoderMemory(GpuConstants constants) {
        this.constants = constants;
    }

    /** @throws UnknownShapeException if the source does not tell */
    Estimate estimate(ShapeSource source, Quantity weights, WeightDtypes dtypes) {
        ModelShape shape = ModelShape.read(source, dtypes);
        Quantity few = atMost(constants.quantity("tokens", "min-tokens"), shape.maxTokens());
        Quantity many = atMost(constants.quantity("tokens", "recommended-tokens"), shape.maxTokens());
        Quantity one = Quantity.read("sequences", 1, "one", null);
        Quantity several = constants.quantity("sequences", "recommended-sequences");
        Quantity engine = constants.quantity("engine", "engine-bytes");
        Quantity batch = constants.quantity("batchTokens", "batch-tokens");
        Need least = new Need(load(one, few), weights, cache(shape, few, one),
                source.isGguf() ? llamaBuffer(shape) : activations(shape, atMost(batch, few), one), engine);
        Need recommended = new Need(load(several, many), weights, cache(shape, many, several),
                source.isGguf() ? llamaBuffer(shape)
                        : activations(shape, batch, constants.quantity("sampledSequences", "sampled-sequences")),
                source.isGguf() ? engine
                        : Quantity.sum("engine", "context and libraries + CUDA graphs",
                                List.of(engine.as("context"), constants.quantity("graphs", "graph-bytes"))));
        return new Estimate(least, recommended, shape.heads(), shape.kvHeads(),
                source.isNested() ? "What images or sound take beside the text is not counted." : "");
    }

    private static String load(Quantity sequences, Quantity tokens) {
        String many = sequences.value() == 1 ? "one sequence" : sequences.value() + " sequences";
        return many + String.format(Locale.ROOT, " of %,d tokens", tokens.value());
    }

    static Quantity atMost(Quantity wanted, @Nullable Quantity limit) {
        if (limit == null || limit.value() >= wanted.value()) {
            return wanted;
        }
        return Quantity.computed(wanted.name(), limit.value(), "min of the constant and what the model can", wanted.as("wanted"), limit);
    }

    private static Quantity cache(ModelShape shape, Quantity tokens, Quantity sequences) {
        return Quantity.sum("kvCache", "sum over the kinds of layers",
                shape.cache().stream().map(part -> part.kept(tokens, sequences)).toList());
    }

    /** The layers' buffers are free again when the sampler begins, so the larger of both counts. */
    private Quantity activations(ModelShape shape, Quantity tokens, Quantity sequences) {
        Quantity layer = layer(constants, tokens, shape.feedForward(), shape.hidden(), shape.elementBytes());
        Quantity sampler = Quantity.product("sampler", "sequences × vocabulary × bytes for each", sequences, shape.vocabulary(),
                constants.quantity("samplingBytes", "sampling-bytes"));
        return Quantity.computed("activations", Math.max(layer.value(), sampler.value()),
                "max(layer, sampler): one layer computes batchTokens at once, or the sampler sorts the vocabulary for each sequence", layer,
                sampler);
    }

    static Quantity layer(GpuConstants constants, Quantity tokens, Quantity feedForward, Quantity hidden, Quantity elementBytes) {
        Quantity copies = constants.quantity("hiddenCopies", "hidden-copies");
        Quantity bytes = elementBytes.value() >= 2 ? elementBytes : Quantity.read("bytesPerElement", 2, "computed in half precision", null);
        long elements = Math.addExact(feedForward.value(), Math.multiplyExact(copies.value(), hidden.value()));
        return Quantity.computed("layer", Math.multiplyExact(Math.multiplyExact(tokens.value(), elements), bytes.value()),
                "tokens × (feedForward + hiddenCopies × hidden) × bytes per element", tokens, feedForward, copies, hidden, bytes);
    }

    private Quantity llamaBuffer(ModelShape shape) {
        Quantity tokens = constants.quantity("batchTokens", "llama-batch-tokens");
        Quantity bytes = constants.quantity("bytesPerElement", "llama-element-bytes");
        Quantity elements = Quantity.sum("elements", "vocabulary + hidden", List.of(shape.vocabulary(), shape.hidden()));
        return Quantity.product("activations",
                "batchTokens × elements × bytes per element (llama.cpp's compute buffer with flash attention)",
                tokens, elements, bytes);
    }
}
