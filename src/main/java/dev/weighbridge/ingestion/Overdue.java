package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;

import dev.weighbridge.artifact.FailureKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends the ingestions whose time is over while nobody works on them (the time of a run's begins with its first attempt); {@link Fence} stops those that are worked on. For many threads and nodes. */
@Component
public class Overdue {

    private static final String IDLE = "(state = 'WAITING' or state = 'QUEUED' and (run_uuid is null or attempt > 0)) and deadline <= :now";

    private final JdbcClient sql;

    private final EndSignals ends;

    private final Clock clock;

    Overdue(JdbcClient sql, EndSignals ends, Clock clock) {
        this.sql = sql;
        this.ends = ends;
        this.clock = clock;
    }

    /** Ends them as timed out, and says how many they were. */
    @Transactional
    public int end() {
        OffsetDateTime now = IngestionRows.column(clock.instant());
        return (int) sql.sql("select uuid, deadline, failure_message from ingestion where " + IDLE + " order by uuid").param("now", now)
                .query((row, number) -> new Late(row.getString("uuid"), IngestionRows.time(row, "deadline"),
                        row.getString("failure_message")))
                .list().stream().filter(late -> end(late, now)).count();
    }

    private record Late(String uuid, Instant deadline, @Nullable String waitedFor) {}

    /** False if a worker took it meanwhile. */
    private boolean end(Late late, OffsetDateTime now) {
        var failure = new Failure(FailureKind.TIMEOUT, sentence(late.deadline(), late.waitedFor()));
        int ended = sql.sql("""
                update ingestion set state = 'FAILED', failure_kind = :kind, failure_message = :why, open_key = null, token = null, wish = 'NONE',
                    weighing = null, ended_at = :now
                where uuid = :uuid and\s""" + IDLE)
                .param("kind", failure.kind().name()).param("why", failure.message()).param("now", now).param("uuid", late.uuid()).update();
        if (ended == 1) {
            ends.endsWithTransaction(late.uuid());
        }
        return ended == 1;
    }

    /** @param waitedFor what was told last of why it waits, or null */
    static String sentence(Instant deadline, @Nullable String waitedFor) {
        return "Could not finish the model in time: its time ended at " + deadline
                + ". Add it again; what is stored already is not fetched again."
                + (waitedFor == null ? "" : " It was waiting: " + waitedFor);
    }
}
