package dev.weighbridge.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.transfer.CheckPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The workers' side of the verifications: taking one, keeping how far it is, ending it. Every write checks the fencing number. For many threads. */
@Component
class Turns {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final String IF_MINE = " where uuid = :uuid and attempt = :attempt and state = 'RUNNING'";

    private final JdbcClient sql;

    private final Clock clock;

    Turns(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A turn that begins, and where the one before it was. */
    record Begun(Turn turn, Verification verification, Progress progress) {}

    /** Takes the verification for a new turn, which fences off all earlier ones; nothing if there is nothing to do. */
    @Transactional
    Optional<Begun> begin(String uuid, String node) {
        int claimed = sql.sql("""
                update verification set attempt = attempt + 1, state = 'RUNNING', node = :node, started_at = coalesce(started_at, :now),
                repair_blob_uuid = null where uuid = :uuid and state in ('QUEUED', 'RUNNING')""").param("node", node)
                .param("now", VerificationRows.column(clock.instant())).param("uuid", uuid).update();
        if (claimed == 0) {
            return Optional.empty();
        }
        Verification now = row(uuid).query(VerificationRows::verification).single();
        return Optional.of(new Begun(new Turn(uuid, now.attempt()), now, row(uuid).query(VerificationRows::progress).single()));
    }

    /**
     * Keeps how far the turn is. Stands before every other write of a turn, in the same transaction: it locks the verification's row.
     *
     * @throws TurnOverException if another turn has begun, the verification has ended, or a person asked it to
     */
    @Transactional
    void save(Turn turn, Progress progress) {
        Progress.Counts counts = progress.counts();
        CheckPoint point = progress.reading() == null ? null : progress.reading().point();
        int saved = sql.sql("""
                update verification set after_blob = :after, blobs_done = :blobs, bytes_done = :bytes, intact = :intact, damaged = :damaged,
                repaired = :repaired, bytes_fetched = :fetched, blob_uuid = :blob, blob_bytes = :position, blob_damaged = :parts,
                digest_codec = :codec, digest_state = :digest, repair_blob_uuid = :fresh, waits = :waits""" + IF_MINE
                + " and not cancel_wished").param("after", progress.afterBlob()).param("blobs", counts.blobsDone())
                .param("bytes", counts.bytesDone()).param("intact", counts.intact()).param("damaged", counts.damaged())
                .param("repaired", counts.repaired()).param("fetched", counts.bytesFetched())
                .param("blob", progress.reading() == null ? null : progress.reading().blobUuid())
                .param("position", point == null ? 0 : point.bytes())
                .param("parts", point == null ? null : VerificationRows.text(point.damagedParts()))
                .param("codec", point == null ? null : point.codec()).param("digest", point == null ? null : point.state())
                .param("fresh", progress.repairBlob()).param("waits", progress.waits()).param("uuid", turn.verificationUuid())
                .param("attempt", turn.number()).update();
        if (saved == 0) {
            throw new TurnOverException(turn, isCancelled(turn));
        }
    }

    /** Ends it: well, if there is no failure. */
    @Transactional
    void end(Turn turn, VerificationState state, @Nullable Failure failure) {
        move(turn, ", open_key = null, repair_blob_uuid = null, blob_uuid = null, blob_bytes = 0, blob_damaged = null, ended_at = :now",
                state, failure);
    }

    /**
     * Lays it aside because waiting helps.
     *
     * @return until when, or nothing if its time is over
     */
    @Transactional
    Optional<Instant> waits(Turn turn, Failure failure) {
        record Row(int waits, Instant deadline) {}
        Row row = row(turn.verificationUuid()).query((found, number) -> new Row(found.getInt("waits"),
                found.getObject("deadline", OffsetDateTime.class).toInstant())).single();
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(row.waits(), 10));
        Instant again = clock.instant().plus(doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
        if (again.isAfter(row.deadline())) {
            return Optional.empty();
        }
        move(turn, ", repair_blob_uuid = null, waits = waits + 1", VerificationState.QUEUED, failure);
        return Optional.of(again);
    }

    /** Gives it back untouched, for another worker. */
    @Transactional
    void giveBack(Turn turn) {
        move(turn, ", repair_blob_uuid = null", VerificationState.QUEUED, null);
    }

    /** {@code more} are this class's own texts. */
    private void move(Turn turn, String more, VerificationState state, @Nullable Failure failure) {
        int moved = sql.sql("update verification set state = :state, failure_kind = :kind, failure_message = :message" + more + IF_MINE
                + (state == VerificationState.CANCELLED ? "" : " and not cancel_wished")).param("state", state.name())
                .param("kind", failure == null ? null : failure.kind().name()).param("message", failure == null ? null : failure.message())
                .param("now", VerificationRows.column(clock.instant())).param("uuid", turn.verificationUuid())
                .param("attempt", turn.number()).update();
        if (moved == 0) {
            throw new TurnOverException(turn, isCancelled(turn));
        }
    }

    private boolean isCancelled(Turn turn) {
        return !sql.sql("select uuid from verification" + IF_MINE + " and cancel_wished").param("uuid", turn.verificationUuid())
                .param("attempt", turn.number()).query(String.class).list().isEmpty();
    }

    private JdbcClient.StatementSpec row(String uuid) {
        return sql.sql("select * from verification where uuid = :uuid").param("uuid", uuid);
    }
}
