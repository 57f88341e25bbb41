package dev.weighbridge.inspect.gpu;

import java.util.Map;

/** Which element type most of a model's stored bytes have. */
record WeightDtypes(Map<String, Long> bytesByDtype) {

    boolean areMostly(String dtype) {
        long all = bytesByDtype.values().stream().mapToLong(Long::longValue).sum();
        return all > 0 && bytesByDtype.getOrDefault(dtype, 0L) > all / 2;
    }
}
