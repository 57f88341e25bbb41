package dev.weighbridge.collector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what this node removed: {@code weighbridge.collector.removed} by {@code what}. */
@Component
final class CollectorMeters {

    private final Counter blobs;

    private final Counter objects;

    CollectorMeters(MeterRegistry meters) {
        this.blobs = removed(meters, "blob");
        this.objects = removed(meters, "object");
    }

    void blob() {
        blobs.increment();
    }

    void object() {
        objects.increment();
    }

    private static Counter removed(MeterRegistry meters, String what) {
        return Counter.builder("weighbridge.collector.removed").tag("what", what)
                .description("Blobs that nothing referred to, and objects and uploads in the store that no row knew").register(meters);
    }
}
