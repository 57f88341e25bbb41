package dev.weighbridge.inspect.huge;

import java.util.Arrays;

/** A tensor of a model that exists. */
final class NamedTensor {

    private final String name;

    private final String dtype;

    private final long[] shape;

    NamedTensor(String name, String dtype, long... shape) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape;
    }

    String name() {
        return name;
    }

    String dtype() {
        return dtype;
    }

    long[] shape() {
        return shape.clone();
    }

    long elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** By the types of safetensors, and of GGUF blocks of 256 elements (Q4_K 144 bytes, Q6_K 210: structs of ggml-common.h). */
    long bytes() {
        return switch (dtype) {
            case "F8_E4M3" -> elements();
            case "BF16" -> elements() * 2;
            case "F32" -> elements() * 4;
            case "Q4_K" -> elements() / 256 * 144;
            case "Q6_K" -> elements() / 256 * 210;
            default -> throw new IllegalArgumentException(dtype);
        };
    }
}
