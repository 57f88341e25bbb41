package dev.weighbridge.inspect.weights;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Bytes and elements of tensors by the name of their type. */
public final class WeightTally {

    private final Map<String, Long> bytes = new TreeMap<>();

    private final Map<String, Long> elements = new TreeMap<>();

    /** @throws ArithmeticException if a sum leaves a long */
    public void add(String dtype, long moreBytes, long moreElements) {
        bytes.merge(dtype, moreBytes, Math::addExact);
        elements.merge(dtype, moreElements, Math::addExact);
    }

    public void add(WeightTally other) {
        other.bytes.forEach((dtype, moreBytes) -> add(dtype, moreBytes, other.elements.getOrDefault(dtype, 0L)));
    }

    public long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    public Map<String, Long> bytes() {
        return Collections.unmodifiableMap(bytes);
    }

    public Map<String, Long> elements() {
        return Collections.unmodifiableMap(elements);
    }
}
