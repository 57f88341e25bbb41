package dev.weighbridge.inspect.gguf;

/** {@code enum gguf_metadata_value_type} of ggml docs/gguf.md, in its order, with the fewest bytes that a value takes. */
enum GgufValueType {
    UINT8(1), INT8(1), UINT16(2), INT16(2), UINT32(4), INT32(4), FLOAT32(4), BOOL(1), STRING(8), ARRAY(12), UINT64(8), INT64(8), FLOAT64(8);

    private final int bytes;

    GgufValueType(int bytes) {
        this.bytes = bytes;
    }

    /** Whether its values are whole numbers, or yes and no. */
    boolean isWhole() {
        return switch (this) {
            case FLOAT32, FLOAT64, STRING, ARRAY -> false;
            default -> true;
        };
    }

    int bytes() {
        return bytes;
    }
}
