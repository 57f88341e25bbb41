package dev.weighbridge.transfer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the bytes that this node moved, and those that it did not have to move: {@code weighbridge.transfer.bytes} by {@code how}. */
@Component
final class TransferMeters {

    private final Counter fetched;

    private final Counter deduplicated;

    TransferMeters(MeterRegistry meters) {
        this.fetched = bytes(meters, "fetched");
        this.deduplicated = bytes(meters, "deduplicated");
    }

    void fetched(long bytes) {
        fetched.increment((double) bytes);
    }

    void deduplicated(long bytes) {
        deduplicated.increment((double) bytes);
    }

    private static Counter bytes(MeterRegistry meters, String how) {
        return Counter.builder("weighbridge.transfer.bytes").baseUnit("bytes").tag("how", how)
                .description("Bytes of model files that came in, and bytes that were in the store already").register(meters);
    }
}
