package dev.weighbridge.inspect.weights;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.weighbridge.inspect.head.Tensor;

/** Bytes and elements of tensors by the name of their type. */
public final class WeightTally {

    private static final String SUFFIX = ".weight";

    /** The modules of transformers that embed tokens. */
    private static final Set<String> EMBEDDINGS = Set.of("embed_tokens", "wte", "word_embeddings", "embed_in", "tok_embeddings");

    /** The modules that turn the last layer's output into tokens. */
    private static final Set<String> OUTPUTS = Set.of("lm_head", "embed_out");

    private final Map<String, Long> bytes = new TreeMap<>();

    private final Map<String, Long> elements = new TreeMap<>();

    private long embeddingBytes;

    private long outputBytes;

    /** @throws ArithmeticException if a sum leaves a long */
    public void add(String dtype, long moreBytes, long moreElements) {
        bytes.merge(dtype, moreBytes, Math::addExact);
        elements.merge(dtype, moreElements, Math::addExact);
    }

    /** Adds a tensor, and remembers if it is the embedding of tokens or the matrix that turns the last layer's output into tokens. */
    public void add(Tensor tensor) {
        add(tensor.dtype(), tensor.bytes(), tensor.elements());
        String name = tensor.name();
        if (name.endsWith(SUFFIX)) {
            String module = name.substring(name.lastIndexOf('.', name.length() - SUFFIX.length() - 1) + 1, name.length() - SUFFIX.length());
            embeddingBytes += EMBEDDINGS.contains(module) ? tensor.bytes() : 0;
            outputBytes += OUTPUTS.contains(module) ? tensor.bytes() : 0;
        }
    }

    /** Bytes of an output matrix that is stored beside an embedding of its size, and may be its twin; 0 if there are not both. */
    public long twinBytes() {
        return outputBytes == embeddingBytes ? outputBytes : 0;
    }

    public void add(WeightTally other) {
        embeddingBytes += other.embeddingBytes;
        outputBytes += other.outputBytes;
        other.bytes.forEach((dtype, moreBytes) -> add(dtype, moreBytes, other.elements.getOrDefault(dtype, 0L)));
    }

    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    public Map<String, Long> bytes() {
        return Collections.unmodifiableMap(bytes);
    }

    public Map<String, Long> elements() {
        return Collections.unmodifiableMap(elements);
    }
}
