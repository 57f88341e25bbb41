package dev.weighbridge.ingestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The workers' side of the state machine: taking an ingestion, moving it on, ending it. Every move checks the fencing number, and those
 * that lay an ingestion aside throw a {@link WishException} if a person asked it to stop meanwhile. For many threads.
 */
@Component
public class Attempts {

    static final String CANCELLED = "The import was cancelled. What it had stored is removed; add it again to start over.";

    private static final String IF_MINE = " where uuid = :uuid and attempt = :attempt and state = 'RUNNING'";

    private static final String WORK = """
            select uuid, account_uuid, origin, makes, makes_system, given, token, model_uuid, lane, waits, fresh_starts, revision, version_tag, source_time,
                listing_notes, files_total, weighing, deadline from ingestion\s""";

    private static final String ENDS = ", open_key = null, token = null, wish = 'NONE', weighing = null, ended_at = :now";

    private final JdbcClient sql;

    private final GivenJson json;

    private final EndSignals ends;

    private final Clock clock;

    Attempts(JdbcClient sql, GivenJson json, EndSignals ends, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * Takes the ingestion for a new attempt, which fences off all earlier ones.
     *
     * @param subject as the work was entered; an entry that was overtaken by a later one is left alone
     * @param lane where the work was waiting; work that has moved to another lane is left alone
     * @return nothing if there is nothing to do
     */
    @Transactional
    public Optional<Attempt> claim(String subject, String lane, String node) {
        WorkSubject work = WorkSubject.parse(subject);
        int claimed = sql.sql("""
                update ingestion set attempt = attempt + 1, state = 'RUNNING', node = :node
                where uuid = :uuid and entered = :entered and lane = :lane and state in ('QUEUED', 'WAITING', 'RUNNING')""")
                .param("node", node).param("uuid", work.ingestionUuid()).param("entered", work.entered()).param("lane", lane).update();
        return claimed == 0 ? Optional.empty() : Optional.of(begun(work.ingestionUuid()));
    }

    private Attempt begun(String uuid) {
        record Row(int attempt, boolean inRun, Instant createdAt, Instant deadline) {}
        Row row = sql.sql("select attempt, run_uuid, created_at, deadline from ingestion where uuid = :uuid").param("uuid", uuid)
                .query((found, number) -> new Row(found.getInt("attempt"), found.getString("run_uuid") != null,
                        IngestionRows.time(found, "created_at"), IngestionRows.time(found, "deadline")))
                .single();
        if (row.inRun() && row.attempt() == 1) {
            // The time that it waited for its turn behind thousands of its run is not the time that its source may take.
            Instant deadline = clock.instant().plus(Duration.between(row.createdAt(), row.deadline()));
            sql.sql("update ingestion set deadline = :deadline where uuid = :uuid").param("deadline", IngestionRows.column(deadline))
                    .param("uuid", uuid).update();
        }
        return new Attempt(uuid, row.attempt());
    }

    /** What there is to know for the work. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Work work(String uuid) {
        return sql.sql(WORK + "where uuid = :uuid").param("uuid", uuid).query(this::fromRow).single();
    }

    /** What there was to know for the work that made a model; nothing if no import is known that did. */
    @Transactional(readOnly = true)
    public Optional<Work> workThatMade(String modelUuid) {
        return sql.sql(WORK + "where model_uuid = :uuid and state = 'SUCCEEDED' order by created_at desc limit 1").param("uuid", modelUuid)
                .query(this::fromRow).optional();
    }

    /** Says what is being done now. */
    @Transactional
    public void enters(Attempt attempt, String step) {
        move(attempt, "step = :step", step, null);
    }

    /** Keeps what was found out about the stored files. */
    @Transactional
    public void weighed(Attempt attempt, String weighing) {
        move(attempt, "weighing = :text", weighing, null);
    }

    /** Ends it well. Part of the transaction that enters the model. */
    @Transactional
    public void succeed(Attempt attempt) {
        end(attempt, "failure_kind = null, failure_message = null, state = :text", IngestionState.SUCCEEDED.name(), null);
    }

    /** Ends it with a failure. */
    @Transactional
    public void fail(Attempt attempt, Failure failure) {
        end(attempt, "state = 'FAILED', failure_kind = :kind, failure_message = :text", failure.message(), failure.kind().name());
    }

    /** Ends it because a person asked for it. */
    @Transactional
    public void cancelled(Attempt attempt) {
        end(attempt, "state = 'CANCELLED', failure_kind = 'CANCELLED', failure_message = :text", CANCELLED, null);
    }

    /** Lays it aside until a person goes on with it. */
    @Transactional
    public void paused(Attempt attempt) {
        move(attempt, "wish = 'NONE', state = :text", IngestionState.PAUSED.name(), null);
    }

    /** Lays it aside because waiting helps; the caller enters the work again for later. */
    @Transactional
    public void waits(Attempt attempt, Failure failure) {
        heed(attempt);
        move(attempt, "state = 'WAITING', waits = waits + 1, failure_kind = :kind, failure_message = :text", failure.message(),
                failure.kind().name());
    }

    /** Gives it back untouched, for another worker. */
    @Transactional
    public void giveBack(Attempt attempt) {
        heed(attempt);
        move(attempt, "state = :text", IngestionState.QUEUED.name(), null);
    }

    /** Gives it back for the workers of another lane; the caller enters the work there. */
    @Transactional
    public void moveTo(Attempt attempt, String lane) {
        heed(attempt);
        move(attempt, "state = 'QUEUED', lane = :text", lane, null);
    }

    /** Gives it back to begin with a new listing, because the source is no longer what was listed. What is stored is found again by its identity. */
    @Transactional
    public void startAfresh(Attempt attempt) {
        heed(attempt);
        move(attempt, """
                state = :text, fresh_starts = fresh_starts + 1, weighing = null, revision = null, version_tag = null, source_time = null,
                listing_notes = null, files_total = null, bytes_total = null""", IngestionState.QUEUED.name(), null);
        sql.sql("delete from ingestion_file where ingestion_uuid = :uuid").param("uuid", attempt.ingestionUuid()).update();
    }

    /** What is laid aside would not look for a wish until it is taken up again. The row stays locked, so that none comes in between. */
    private void heed(Attempt attempt) {
        Wish wish = sql.sql("select wish from ingestion" + IF_MINE + " for update").param("uuid", attempt.ingestionUuid())
                .param("attempt", attempt.number()).query((row, number) -> Wish.valueOf(row.getString("wish"))).optional()
                .orElseThrow(() -> new FencedException(attempt));
        if (wish != Wish.NONE) {
            throw new WishException(attempt, wish);
        }
    }

    private void end(Attempt attempt, String assignments, String text, @Nullable String kind) {
        move(attempt, assignments + ENDS, text, kind);
        ends.endsWithTransaction(attempt.ingestionUuid());
    }

    /** {@code assignments} are this class's own texts; what comes from outside are parameters. */
    private void move(Attempt attempt, String assignments, String text, @Nullable String kind) {
        int moved = sql.sql("update ingestion set " + assignments + IF_MINE).param("text", text).param("step", text).param("kind", kind)
                .param("now", IngestionRows.column(clock.instant())).param("uuid", attempt.ingestionUuid())
                .param("attempt", attempt.number()).update();
        if (moved == 0) {
            throw new FencedException(attempt);
        }
    }

    private Work fromRow(ResultSet row, int number) throws SQLException {
        row.getInt("files_total");
        boolean listed = !row.wasNull();
        Instant sourceTime = IngestionRows.optionalTime(row, "source_time");
        var pinned = listed
                ? new PinnedRevision(row.getString("revision"), row.getString("version_tag"), sourceTime, row.getString("listing_notes"))
                : null;
        return new Work(row.getString("uuid"), row.getString("account_uuid"), Origin.valueOf(row.getString("origin")),
                IngestionRows.makes(row),
                json.read(row.getString("given")),
                row.getString("token"), row.getString("model_uuid"), row.getString("lane"), row.getInt("waits"), row.getInt("fresh_starts"),
                pinned, row.getString("weighing"),
                IngestionRows.time(row, "deadline"));
    }
}
