package dev.weighbridge.collector;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What this node removed: {@code weighbridge.collector.removed} by {@code what}; and {@code weighbridge.collector.manifests.unknown}. */
@Component
final class CollectorMeters {

    private final Counter blobs;

    private final Counter objects;

    private final AtomicInteger unknownManifests = new AtomicInteger();

    CollectorMeters(MeterRegistry meters) {
        this.blobs = removed(meters, "blob");
        this.objects = removed(meters, "object");
        Gauge.builder("weighbridge.collector.manifests.unknown", unknownManifests, AtomicInteger::get)
                .description("Manifests in the store of models and datasets that the inventory does not know, at this node's last sweep")
                .register(meters);
    }

    void unknownManifests(int count) {
        unknownManifests.set(count);
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
