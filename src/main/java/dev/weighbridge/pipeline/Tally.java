package dev.weighbridge.pipeline;

import dev.weighbridge.artifact.FailureKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts how ingestions end on this node: {@code weighbridge.ingestions.ended} by result and kind of failure. */
@Component
final class Tally {

    private static final String ENDED = "weighbridge.ingestions.ended";

    private final MeterRegistry meters;

    Tally(MeterRegistry meters) {
        this.meters = meters;
    }

    void succeeded() {
        meters.counter(ENDED, "result", "succeeded", "kind", "").increment();
    }

    void failed(FailureKind kind) {
        meters.counter(ENDED, "result", "failed", "kind", kind.name()).increment();
    }
}
