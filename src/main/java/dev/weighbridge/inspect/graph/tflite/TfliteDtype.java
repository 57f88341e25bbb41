package dev.weighbridge.inspect.graph.tflite;

/** The element types of TensorFlow Lite (enum TensorType of schema.fbs) in the order of their numbers; named as safetensors names them. */
enum TfliteDtype {
    F32, F16, I32, U8, I64, STRING, BOOL, I16, C64, I8, F64, C128, U64, RESOURCE, VARIANT, U32, U16, I4, BF16, I2, U4, F8_E4M3, F8_E5M2;

    /** Its name, or that of a number which later versions gave. */
    static String name(long number) {
        return number < values().length ? values()[(int) number].name() : "TYPE_" + number;
    }
}
