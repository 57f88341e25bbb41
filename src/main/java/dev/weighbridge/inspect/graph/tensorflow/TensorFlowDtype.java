package dev.weighbridge.inspect.graph.tensorflow;

import java.util.Map;

/** The element types of TensorFlow (enum DataType of tensorflow/core/framework/types.proto), named as safetensors names them. */
final class TensorFlowDtype {

    private static final Map<Long,
            String> NAMES = Map.ofEntries(Map.entry(1L, "F32"), Map.entry(2L, "F64"), Map.entry(3L, "I32"), Map.entry(4L, "U8"),
                    Map.entry(5L, "I16"), Map.entry(6L, "I8"), Map.entry(7L, "STRING"), Map.entry(8L, "C64"), Map.entry(9L, "I64"),
                    Map.entry(10L, "BOOL"), Map.entry(11L, "I8"), Map.entry(12L, "U8"), Map.entry(13L, "I32"), Map.entry(14L, "BF16"),
                    Map.entry(15L, "I16"), Map.entry(16L, "U16"), Map.entry(17L, "U16"), Map.entry(18L, "C128"), Map.entry(19L, "F16"),
                    Map.entry(22L, "U32"), Map.entry(23L, "U64"), Map.entry(24L, "F8_E5M2"), Map.entry(25L, "F8_E4M3"));

    private TensorFlowDtype() {}

    static String name(long number) {
        return NAMES.getOrDefault(number, "TYPE_" + number);
    }
}
