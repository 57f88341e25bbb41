package dev.weighbridge.verify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what this node re-read and found: {@code weighbridge.verify.blobs} by outcome, {@code weighbridge.verify.bytes}. */
@Component
final class VerifyMeters {

    private final Counter intact;

    private final Counter damaged;

    private final Counter repaired;

    private final Counter bytes;

    VerifyMeters(MeterRegistry meters) {
        this.intact = blobs(meters, "intact");
        this.damaged = blobs(meters, "damaged");
        this.repaired = blobs(meters, "repaired");
        this.bytes = Counter.builder("weighbridge.verify.bytes").baseUnit("bytes").description("Bytes of stored blobs that were re-read")
                .register(meters);
    }

    void read(long count) {
        bytes.increment((double) count);
    }

    void intact() {
        intact.increment();
    }

    /** A repaired blob was damaged, too. */
    void damaged(boolean isRepaired) {
        damaged.increment();
        if (isRepaired) {
            repaired.increment();
        }
    }

    private static Counter blobs(MeterRegistry meters, String outcome) {
        return Counter.builder("weighbridge.verify.blobs").tag("outcome", outcome)
                .description("Blobs that were re-read; a repaired one is also counted as damaged").register(meters);
    }
}
