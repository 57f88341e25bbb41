package dev.weighbridge.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Until when an ingestion may wait: as long as its caller says, at most as long as the operator allows. */
@Component
final class Deadlines {

    private final Duration longest;

    private final Clock clock;

    Deadlines(IntakeProperties properties, Clock clock) {
        this.longest = properties.timeout();
        this.clock = clock;
    }

    Instant of(@Nullable ApiCall call) {
        Duration asked = call == null ? null : call.timeout();
        return clock.instant().plus(asked == null || asked.compareTo(longest) > 0 ? longest : asked);
    }
}
