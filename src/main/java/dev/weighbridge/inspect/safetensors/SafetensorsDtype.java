package dev.weighbridge.inspect.safetensors;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The element types of safetensors 0.8 with their size in bits (enum Dtype of safetensors/src/tensor.rs, which gives sub-byte types as bits). */
enum SafetensorsDtype {
    F4(4), F6_E2M3(6), F6_E3M2(6), BOOL(8), U8(8), I8(8), F8_E5M2(8), F8_E4M3(8), F8_E8M0(8), F8_E4M3FNUZ(8), F8_E5M2FNUZ(8), I16(16),
    U16(16), F16(16),
    BF16(16), I32(32), U32(32), F32(32), C64(64), F64(64), I64(64), U64(64);

    private static final Map<String,
            SafetensorsDtype> BY_NAME = Arrays.stream(values()).collect(Collectors.toMap(Enum::name, dtype -> dtype));

    private final int bits;

    SafetensorsDtype(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    static @Nullable SafetensorsDtype named(String name) {
        return BY_NAME.get(name);
    }
}
