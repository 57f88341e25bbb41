package dev.weighbridge.queue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks how much waits in a lane. For many threads. */
@Component
final class QueueDepth {

    private final JdbcClient sql;

    private final Clock clock;

    QueueDepth(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * What is due and was not taken.
     *
     * @param late how long the longest of it has been due; what waits for its turn, and not for a time, counts nothing
     */
    record Depth(long due, Duration late) {}

    Depth of(Lane lane) {
        Instant now = clock.instant();
        return sql.sql("""
                select count(*) as due, min(case when execution_time >= :turns then execution_time end) as oldest
                from %s where picked = false and execution_time <= :now""".formatted(lane.table()))
                .param("turns", FairTurns.LAST.atOffset(ZoneOffset.UTC)).param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> {
                    Timestamp oldest = row.getTimestamp("oldest");
                    return new Depth(row.getLong("due"), oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now));
                }).single();
    }
}
