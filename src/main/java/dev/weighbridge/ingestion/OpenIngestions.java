package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at the ingestions of all nodes that have not ended, when asked: {@code weighbridge.ingestions.open} by state, and by lane how long ago the oldest
 * was asked for that waits for a worker: {@code weighbridge.ingestions.queued.age}.
 */
@Component
final class OpenIngestions implements MeterBinder {

    /** The lanes of ingestions, which the queue knows more of. */
    private static final List<String> LANES = List.of("small", "large");

    private final JdbcClient sql;

    private final Clock clock;

    OpenIngestions(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (IngestionState state : IngestionState.values()) {
            if (!state.hasEnded()) {
                Gauge.builder("weighbridge.ingestions.open", () -> count(state)).tag("state", state.name())
                        .description("Ingestions that have not ended, of all nodes").register(meters);
            }
        }
        for (String lane : LANES) {
            Gauge.builder("weighbridge.ingestions.queued.age", () -> age(lane)).tag("lane", lane).baseUnit("seconds")
                    .description("How long ago the oldest ingestion was asked for that waits for a worker, of all nodes").register(meters);
        }
    }

    private double age(String lane) {
        return sql.sql("select min(created_at) as oldest from ingestion where open_key is not null and state = 'QUEUED' and lane = :lane")
                .param("lane", lane.toUpperCase(Locale.ROOT)).query((row, number) -> row.getTimestamp("oldest")).list().stream()
                .filter(oldest -> oldest != null)
                .mapToDouble(oldest -> Duration.between(oldest.toInstant(), clock.instant()).toMillis() / 1000.0).findFirst().orElse(0);
    }

    private long count(IngestionState state) {
        return sql.sql("select count(*) from ingestion where open_key is not null and state = :state").param("state", state.name())
                .query(Long.class).single();
    }
}
