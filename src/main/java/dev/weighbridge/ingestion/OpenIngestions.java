package dev.weighbridge.ingestion;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the ingestions of all nodes that have not ended, when asked: {@code weighbridge.ingestions.open} by state. */
@Component
final class OpenIngestions implements MeterBinder {

    private final JdbcClient sql;

    OpenIngestions(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (IngestionState state : IngestionState.values()) {
            if (!state.hasEnded()) {
                Gauge.builder("weighbridge.ingestions.open", () -> count(state)).tag("state", state.name())
                        .description("Ingestions that have not ended, of all nodes").register(meters);
            }
        }
    }

    private long count(IngestionState state) {
        return sql.sql("select count(*) from ingestion where open_key is not null and state = :state").param("state", state.name())
                .query(Long.class).single();
    }
}
