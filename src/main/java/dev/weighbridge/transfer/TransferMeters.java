package dev.weighbridge.transfer;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts what this node moves: {@code weighbridge.transfer.bytes} by {@code how} (fetched, or in the store already), {@code weighbridge.transfer.connections}
 * that fetch parts of large files now, and {@code weighbridge.transfer.damaged.parts} that a second fetch has brought differently. For many threads.
 */
@Component
final class TransferMeters {

    private final Counter fetched;

    private final Counter deduplicated;

    private final Counter damagedParts;

    private final AtomicInteger connections = new AtomicInteger();

    TransferMeters(MeterRegistry meters) {
        this.fetched = bytes(meters, "fetched");
        this.deduplicated = bytes(meters, "deduplicated");
        this.damagedParts = Counter.builder("weighbridge.transfer.damaged.parts")
                .description("Parts that a second fetch has brought differently").register(meters);
        meters.gauge("weighbridge.transfer.connections", connections);
    }

    void fetched(long bytes) {
        fetched.increment((double) bytes);
    }

    void deduplicated(long bytes) {
        deduplicated.increment((double) bytes);
    }

    void damagedParts(int count) {
        damagedParts.increment(count);
    }

    /** So many more connections, or fewer, fetch parts of large files. */
    void connections(int more) {
        connections.addAndGet(more);
    }

    private static Counter bytes(MeterRegistry meters, String how) {
        return Counter.builder("weighbridge.transfer.bytes").baseUnit("bytes").tag("how", how)
                .description("Bytes of model files that came in, and bytes that were in the store already").register(meters);
    }
}
