package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stands before every write that an attempt makes. The check locks the ingestion's row, so that until the caller's transaction ends no other attempt can
 * begin.
 */
@Component
public class Fence {

    private final JdbcClient sql;

    private final Clock clock;

    Fence(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Makes sure that the attempt is the latest and that nobody asked it to stop.
     *
     * @param bytesFetched what it moved since the last time, to be counted
     * @throws FencedException if another attempt has begun, or the ingestion has ended
     * @throws WishException if a person asked for it
     * @throws IngestionException TIMEOUT if its time is over
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Attempt attempt, long bytesFetched) {
        int held = sql.sql("""
                update ingestion set bytes_fetched = bytes_fetched + :bytes
                where uuid = :uuid and attempt = :attempt and state = 'RUNNING' and wish = 'NONE' and deadline > :now""")
                .param("bytes", bytesFetched).param("uuid", attempt.ingestionUuid()).param("attempt", attempt.number())
                .param("now", IngestionRows.column(clock.instant())).update();
        if (held == 0) {
            throw refusal(attempt, row(attempt));
        }
    }

    /** As {@link #hold(Attempt, long)}, when nothing was moved. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Attempt attempt) {
        hold(attempt, 0);
    }

    /**
     * Whether {@link #hold(Attempt)} would pass at this moment. It holds nothing: who writes has to ask again.
     *
     * @throws FencedException as it would
     * @throws WishException as it would
     * @throws IngestionException as it would
     */
    @Transactional(readOnly = true)
    public void look(Attempt attempt) {
        Row row = row(attempt);
        if (!row.isOf(attempt) || !row.wish().equals(Wish.NONE.name()) || !row.deadline().isAfter(clock.instant())) {
            throw refusal(attempt, row);
        }
    }

    private record Row(int attempt, String state, String wish, Instant deadline) {

        boolean isOf(Attempt other) {
            return attempt == other.number() && state.equals(IngestionState.RUNNING.name());
        }
    }

    private Row row(Attempt attempt) {
        return sql.sql("select attempt, state, wish, deadline from ingestion where uuid = :uuid").param("uuid", attempt.ingestionUuid())
                .query((found, number) -> new Row(found.getInt("attempt"), found.getString("state"), found.getString("wish"),
                        IngestionRows.time(found, "deadline")))
                .optional().orElse(new Row(-1, "", "NONE", Instant.EPOCH));
    }

    private static RuntimeException refusal(Attempt attempt, Row row) {
        if (!row.isOf(attempt)) {
            return new FencedException(attempt);
        }
        if (!row.wish().equals(Wish.NONE.name())) {
            return new WishException(attempt, Wish.valueOf(row.wish()));
        }
        return new IngestionException(FailureKind.TIMEOUT, Overdue.sentence(row.deadline(), null));
    }
}
