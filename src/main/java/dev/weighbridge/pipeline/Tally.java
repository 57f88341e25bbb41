package dev.weighbridge.pipeline;

import dev.weighbridge.artifact.FailureKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts how ingestions end on this node: {@code weighbridge.ingestions.ended} by result and kind of failure; and how often one is tried again:
 * {@code weighbridge.ingestions.retried} by the kind of what went wrong.
 */
@Component
final class Tally {

    private static final String ENDED = "weighbridge.ingestions.ended";

    private final MeterRegistry meters;

    Tally(MeterRegistry meters) {
        this.meters = meters;
    }

    void succeeded() {
        ended("succeeded", "");
    }

    void failed(FailureKind kind) {
        ended("failed", kind.name());
    }

    /** It is tried again by itself, now or later. */
    void retried(FailureKind kind) {
        Counter.builder("weighbridge.ingestions.retried").tag("kind", kind.name())
                .description("Times that an import is tried again by itself, by what went wrong").register(meters).increment();
    }

    private void ended(String result, String kind) {
        Counter.builder(ENDED).tag("result", result).tag("kind", kind)
                .description("Imports that have ended on this node, by the kind of failure")
                .register(meters).increment();
    }
}
