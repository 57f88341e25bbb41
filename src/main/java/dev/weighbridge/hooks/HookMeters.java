package dev.weighbridge.hooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts {@code weighbridge.webhooks.calls} by their {@code outcome}: delivered, retried, given_up. */
@Component
final class HookMeters {

    private final Counter delivered;

    private final Counter retried;

    private final Counter givenUp;

    HookMeters(MeterRegistry meters) {
        delivered = counter(meters, "delivered");
        retried = counter(meters, "retried");
        givenUp = counter(meters, "given_up");
    }

    void delivered() {
        delivered.increment();
    }

    void retried() {
        retried.increment();
    }

    void givenUp() {
        givenUp.increment();
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("weighbridge.webhooks.calls").tag("outcome", outcome)
                .description("Calls of web hooks and event hooks: taken by the receiver, in vain and tried again, or given up")
                .register(meters);
    }
}
