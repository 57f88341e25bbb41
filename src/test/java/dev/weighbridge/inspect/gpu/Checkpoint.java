package dev.weighbridge.inspect.gpu;

import java.util.Map;

import dev.weighbridge.inspect.head.Tensor;
import dev.weighbridge.inspect.weights.WeightSet;
import dev.weighbridge.inspect.weights.WeightTally;

/** The headers of a checkpoint, written tensor by tensor from an architecture's shapes. */
final class Checkpoint {

    /** Bits of an element. */
    private static final Map<String, Integer> BITS = Map.of("F32", 32, "BF16", 16, "F16", 16, "F8_E4M3", 8, "U8", 8, "I32", 32);

    private final String dtype;

    private final WeightTally tally = new WeightTally();

    private Checkpoint(String dtype) {
        this.dtype = dtype;
    }

    static Checkpoint of(String dtype) {
        return new Checkpoint(dtype);
    }

    Checkpoint add(String name, long... shape) {
        return add(dtype, name, shape);
    }

    Checkpoint add(String otherDtype, String name, long... shape) {
        long elements = 1;
        for (long dimension : shape) {
            elements *= dimension;
        }
        tally.add(new Tensor(name, otherDtype, elements, elements * BITS.getOrDefault(otherDtype, 0) / 8));
        return this;
    }

    /** A matrix in blocks of 256 of a GGUF k-quant: Q4_K takes 144 bytes, Q6_K 210 (ggml-common.h). */
    Checkpoint quantised(String type, String name, long columns, long rows) {
        tally.add(new Tensor(name, type, columns * rows, columns * rows / 256 * (type.equals("Q6_K") ? 210 : 144)));
        return this;
    }

    /** A matrix in FP8 with one F32 scale for each block of 128 × 128 (DeepSeek-V3, README_WEIGHTS.md). */
    Checkpoint fp8(String name, long rows, long columns) {
        add("F8_E4M3", name + ".weight", rows, columns);
        return add("F32", name + ".weight_scale_inv", (rows + 127) / 128, (columns + 127) / 128);
    }

    /** A linear layer with its bias. */
    Checkpoint linear(String name, long out, long in) {
        return add(name + ".weight", out, in).add(name + ".bias", out);
    }

    long elements() {
        return tally.elements().values().stream().mapToLong(Long::longValue).sum();
    }

    WeightSet weights() {
        return new WeightSet("'model.safetensors'", "model.safetensors", tally);
    }
}
