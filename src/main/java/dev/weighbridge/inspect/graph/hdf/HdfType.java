package dev.weighbridge.inspect.graph.hdf;

import dev.weighbridge.inspect.graph.Pages;

/**
 * A datatype (section IV.A.2.d).
 *
 * @param name as safetensors names it, or the class of HDF5's that it has no name for
 * @param bytes that an element takes
 * @param isText whether it is text of that many bytes
 * @param isReference whether it is text that lies in a global heap
 */
record HdfType(String name, long bytes, boolean isText, boolean isReference) {

    private static final String[] CLASSES = {"INTEGER", "FLOAT", "TIME", "STRING", "BITS", "OPAQUE", "COMPOUND", "REFERENCE", "ENUM",
            "VARIABLE", "ARRAY"};

    static HdfType read(Pages pages, long at) {
        int kind = pages.u8(at, "a datatype") & 0xf;
        int bits = pages.u8(at + 1, "a datatype");
        long bytes = pages.u32(at + 4, "a datatype");
        boolean isReference = kind == 9 && (bits & 0xf) == 1;
        String name = switch (kind) {
            case 0 -> ((bits & 8) != 0 ? "I" : "U") + 8 * bytes;
            case 1 -> floating(pages, at, bytes);
            case 8 -> bytes == 1 ? "BOOL" : "ENUM";
            default -> kind < CLASSES.length ? CLASSES[kind] : "UNKNOWN";
        };
        return new HdfType(name, bytes, kind == 3, isReference);
    }

    /** The size of the exponent tells F16 and BF16, and the two of one byte, apart. */
    private static String floating(Pages pages, long at, long bytes) {
        int exponent = pages.u8(at + 13, "the exponent of a datatype");
        if (bytes == 2 && exponent == 8) {
            return "BF16";
        }
        if (bytes == 1) {
            return exponent == 4 ? "F8_E4M3" : "F8_E5M2";
        }
        return "F" + 8 * bytes;
    }
}
