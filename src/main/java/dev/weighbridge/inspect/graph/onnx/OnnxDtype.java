package dev.weighbridge.inspect.graph.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The element types of ONNX 1.20 (enum TensorProto.DataType of onnx.proto3) by their number, with their size in bits; named as safetensors names them. */
enum OnnxDtype {
    F32(1, 32), U8(2, 8), I8(3, 8), U16(4, 16), I16(5, 16), I32(6, 32), I64(7, 64), STRING(8, 0), BOOL(9, 8), F16(10, 16), F64(11, 64),
    U32(12, 32), U64(13, 64), C64(14, 64), C128(15, 128), BF16(16, 16), F8_E4M3(17, 8), F8_E4M3FNUZ(18, 8), F8_E5M2(19, 8),
    F8_E5M2FNUZ(20, 8), U4(21, 4), I4(22, 4), F4(23, 4), F8_E8M0(24, 8), U2(25, 2), I2(26, 2);

    private static final Map<Long,
            OnnxDtype> BY_NUMBER = Arrays.stream(values()).collect(Collectors.toMap(dtype -> dtype.number, dtype -> dtype));

    private final long number;

    private final int bits;

    OnnxDtype(long number, int bits) {
        this.number = number;
        this.bits = bits;
    }

    /** What so many take in a file: elements of less than a byte are packed, and the last byte is filled up. Of strings 0. */
    long bytes(long elements) {
        return Math.ceilDiv(Math.multiplyExact(elements, bits), 8);
    }

    static @Nullable OnnxDtype numbered(long number) {
        return BY_NUMBER.get(number);
    }
}
