package dev.weighbridge.transfer;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.ingestion.Attempt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Counts what this node moves: {@code weighbridge.transfer.bytes} by {@code how} (fetched, or in the store already), by the kind of their source and by the
 * kind of store; {@code weighbridge.transfer.connections} that fetch parts of large files now; {@code weighbridge.transfer.parts} that are between their
 * fetch and their checkpoint; and {@code weighbridge.transfer.damaged.parts} that a second fetch has brought differently. For many threads.
 */
@Component
final class TransferMeters {

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry meters;

    private final String store;

    private final Counter damagedParts;

    private final AtomicInteger connections = new AtomicInteger();

    private final AtomicInteger parts = new AtomicInteger();

    /** The kind of source of each attempt that moves bytes now. */
    private final Map<Attempt, String> sources = new ConcurrentHashMap<>();

    TransferMeters(MeterRegistry meters, @Value("${weighbridge.store.type:local}") String store) {
        this.meters = meters;
        this.store = store.toLowerCase(Locale.ROOT);
        this.damagedParts = Counter.builder("weighbridge.transfer.damaged.parts")
                .description("Parts that a second fetch has brought differently").register(meters);
        Gauge.builder("weighbridge.transfer.connections", connections, AtomicInteger::get)
                .description("Connections that fetch parts of large files").register(meters);
        Gauge.builder("weighbridge.transfer.parts", parts, AtomicInteger::get)
                .description("Parts of large files between their fetch and their checkpoint").register(meters);
    }

    /** What an attempt moves from now on comes from this kind of source, until it is closed. */
    Moving moving(Attempt attempt, String source) {
        sources.put(attempt, source);
        return () -> sources.remove(attempt);
    }

    /** An attempt while it moves bytes. */
    interface Moving extends AutoCloseable {

        @Override
        void close();
    }

    void fetched(Attempt attempt, long bytes) {
        bytes("fetched", attempt).increment((double) bytes);
    }

    void deduplicated(Attempt attempt, long bytes) {
        bytes("deduplicated", attempt).increment((double) bytes);
    }

    void damagedParts(int count) {
        damagedParts.increment(count);
    }

    /** So many more connections, or fewer, fetch parts of large files. */
    void connections(int more) {
        connections.addAndGet(more);
    }

    /** So many more parts, or fewer, are on their way. */
    void parts(int more) {
        parts.addAndGet(more);
    }

    private Counter bytes(String how, Attempt attempt) {
        return Counter.builder("weighbridge.transfer.bytes").baseUnit("bytes").tag("how", how)
                .tag("source", sources.getOrDefault(attempt, UNKNOWN)).tag("store", store)
                .description("Bytes of model files that came in, and bytes that were in the store already").register(meters);
    }
}
