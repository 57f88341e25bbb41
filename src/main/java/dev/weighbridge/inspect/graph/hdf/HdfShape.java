package dev.weighbridge.inspect.graph.hdf;

import dev.weighbridge.inspect.graph.Pages;

/** A dataspace (section IV.A.2.b). */
final class HdfShape {

    private static final int MAX_RANK = 32;

    private HdfShape() {}

    /** How many elements it has: 1 of a scalar, 0 of nothing. */
    static long elements(HdfSpace space, long at) {
        Pages pages = space.pages();
        int version = pages.u8(at, "a dataspace");
        int rank = pages.u8(at + 1, "a dataspace");
        boolean isNothing = version == 2 && pages.u8(at + 3, "a dataspace") == 2;
        if (version != 1 && version != 2 || rank > MAX_RANK) {
            throw pages.malformed("a dataspace has a version or a rank that is unknown", at);
        }
        long elements = isNothing ? 0 : 1;
        for (int i = 0; i < rank; i++) {
            long size = space.length(at + (version == 1 ? 8 : 4) + (long) i * space.lengthBytes(), "a dimension");
            if (size != 0 && elements > Long.MAX_VALUE / size) {
                throw pages.malformed("a shape is too large to be true", at);
            }
            elements *= size;
        }
        return elements;
    }
}
