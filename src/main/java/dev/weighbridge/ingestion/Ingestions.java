package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ingestions, for those who ask for them and look at them. What a worker does to them is in {@link Attempts}. For many threads. */
@Component
public class Ingestions {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JdbcClient sql;

    private final GivenJson json;

    private final EndSignals ends;

    private final Clock clock;

    Ingestions(JdbcClient sql, GivenJson json, EndSignals ends, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * Enters a checked request as QUEUED, or AWAITING_APPROVAL if it is held.
     *
     * @throws org.springframework.dao.DuplicateKeyException if an equal one is open; the caller's transaction can only roll back then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(NewIngestion opened) {
        var given = opened.given();
        sql.sql("""
                insert into ingestion (uuid, account_uuid, model_center_uuid, origin, run_uuid, priority, name, install_path, given, token, makes, makes_system, model_uuid, open_key, state, wish, step, lane,
                    attempt, waits, fresh_starts, bytes_fetched, bytes_deduplicated, deadline, created_at)
                values (:uuid, :account, :center, :origin, :run, :priority, :name, :path, :given, :token, :makes, :system, :model, :key, :state, 'NONE', 'queued', :lane, 0, 0, 0, 0, 0, :deadline, :now)""")
                .param("uuid", opened.uuid()).param("account", opened.accountUuid()).param("center", given.modelCenterUuid())
                .param("origin", opened.origin().name()).param("run", opened.runUuid()).param("priority", opened.priority().name())
                .param("state", (opened.held() ? IngestionState.AWAITING_APPROVAL : IngestionState.QUEUED).name())
                .param("name", given.name()).param("path", given.installPath())
                .param("given", json.write(given)).param("token", opened.encryptedToken()).param("makes", opened.makes().kind().name())
                .param("system", opened.makes().system()).param("model", opened.modelUuid())
                .param("key", opened.openKey())
                .param("lane", opened.lane()).param("deadline", IngestionRows.column(opened.deadline()))
                .param("now", IngestionRows.column(clock.instant())).update();
    }

    /** The open ingestion with this key, locked until the caller's transaction ends, so that it stays open. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> holdOpen(String openKey) {
        return sql.sql("select uuid from ingestion where open_key = :key for update").param("key", openKey).query(String.class).optional();
    }

    /** Lets one more caller wait for it: it has time until the latest of their deadlines. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void prolong(String uuid, Instant deadline) {
        sql.sql("update ingestion set deadline = :deadline where uuid = :uuid and deadline < :deadline").param("uuid", uuid)
                .param("deadline", IngestionRows.column(deadline)).update();
    }

    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Ingestion> find(String uuid) {
        return sql.sql("select " + IngestionRows.COLUMNS + " from ingestion where uuid = :uuid").param("uuid", uuid)
                .query(IngestionRows::ingestion).optional();
    }

    /** Those that have not ended, oldest first, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<Ingestion> open(int limit) {
        return sql
                .sql("select " + IngestionRows.COLUMNS
                        + " from ingestion where open_key is not null order by created_at, uuid limit :limit")
                .param("limit", limit).query(IngestionRows::ingestion).list();
    }

    /**
     * Where it stands in the queue; nothing if there is none.
     *
     * @param subject its uuid, or what its work was entered as
     */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Standing> standing(String subject) {
        return sql.sql("select uuid, account_uuid, run_uuid, priority, state, lane, entered, attempt from ingestion where uuid = :uuid")
                .param("uuid", WorkSubject.parse(subject).ingestionUuid()).query(IngestionRows::standing).optional();
    }

    /** Bytes of its files that are in the store for good: of finished files all, of others up to the last checkpoint. */
    @Transactional(readOnly = true)
    public long bytesDone(String uuid) {
        return sql.sql("""
                select coalesce((select sum(stored_size) from ingestion_file where ingestion_uuid = :uuid and done), 0)
                     + coalesce((select sum(bytes) from checkpoint where ingestion_uuid = :uuid), 0)""").param("uuid", uuid)
                .query(Long.class).single();
    }

    /** Returns the ingestion once it has ended, or as it stands when {@code atMost} is over or the thread is interrupted. */
    public Ingestion awaitEnd(String uuid, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            CountDownLatch latch = ends.latch(uuid);
            Ingestion now = find(uuid).orElseThrow(() -> unknown(uuid));
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (now.state().hasEnded() || !left.isPositive() || Thread.currentThread().isInterrupted()) {
                ends.forget(uuid);
                return now;
            }
            EndSignals.await(latch, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
    }

    /**
     * Cancels an ingestion: at once when no worker has it, else soon, wherever it is in a part. Does nothing when it has ended.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void cancel(String uuid) {
        if (find(uuid).isEmpty()) {
            throw unknown(uuid);
        }
        int idle = sql.sql("""
                update ingestion set state = 'CANCELLED', failure_kind = 'CANCELLED', failure_message = :why, open_key = null, token = null, ended_at = :now
                where uuid = :uuid and state in ('QUEUED', 'WAITING', 'PAUSED', 'AWAITING_APPROVAL')""")
                .param("why", Attempts.CANCELLED).param("now", IngestionRows.column(clock.instant())).param("uuid", uuid).update();
        if (idle == 1) {
            ends.endsWithTransaction(uuid);
        } else {
            sql.sql("update ingestion set wish = 'CANCEL' where uuid = :uuid and state = 'RUNNING'").param("uuid", uuid).update();
        }
    }

    /** Cancels all that are open in a centre. */
    @Transactional
    public void cancelOfCenter(String centerUuid) {
        sql.sql("select uuid from ingestion where model_center_uuid = :center and open_key is not null order by uuid")
                .param("center", centerUuid)
                .query(String.class).list().forEach(this::cancel);
    }

    /** Lays it aside, or asks its worker to; false if it has ended, or waits for an approval. */
    @Transactional
    public boolean pause(String uuid) {
        return sql.sql("update ingestion set state = 'PAUSED' where uuid = :uuid and state in ('QUEUED', 'WAITING')").param("uuid", uuid)
                .update()
                + sql.sql("update ingestion set wish = 'PAUSE' where uuid = :uuid and state = 'RUNNING' and wish <> 'CANCEL'")
                        .param("uuid", uuid).update()
                + sql.sql("update ingestion set state = state where uuid = :uuid and state = 'PAUSED'").param("uuid", uuid).update() > 0;
    }

    /** Takes back the wish to pause it, which its worker has not heard yet; false if there is none. */
    @Transactional
    public boolean unpause(String uuid) {
        return sql.sql("update ingestion set wish = 'NONE' where uuid = :uuid and state = 'RUNNING' and wish = 'PAUSE'").param("uuid", uuid)
                .update() == 1;
    }

    /**
     * Makes it QUEUED again, with as much time as it had at first; the caller enters its work in the same transaction.
     *
     * @param paused whether it was paused; otherwise it waited for an approval
     * @return false if it is neither
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean release(String uuid, boolean paused) {
        String state = (paused ? IngestionState.PAUSED : IngestionState.AWAITING_APPROVAL).name();
        return find(uuid).filter(found -> sql.sql("""
                update ingestion set state = 'QUEUED', entered = entered + 1, deadline = :deadline where uuid = :uuid and state = :state""")
                .param("deadline", IngestionRows.column(clock.instant().plus(Duration.between(found.createdAt(), found.deadline()))))
                .param("uuid", uuid).param("state", state).update() == 1).isPresent();
    }

    /** Lays aside all of a run that are begun or may begin. */
    @Transactional
    public void pauseRun(String runUuid) {
        sql.sql("update ingestion set state = 'PAUSED' where run_uuid = :run and state in ('QUEUED', 'WAITING')").param("run", runUuid)
                .update();
        sql.sql("update ingestion set wish = 'PAUSE' where run_uuid = :run and state = 'RUNNING' and wish = 'NONE'").param("run", runUuid)
                .update();
    }

    /** Those of a run that are paused, or asked to; oldest first. */
    @Transactional(readOnly = true)
    public List<String> pausedOfRun(String runUuid, int limit) {
        return sql.sql("""
                select uuid from ingestion where run_uuid = :run and (state = 'PAUSED' or state = 'RUNNING' and wish = 'PAUSE')
                order by created_at, uuid limit :limit""").param("run", runUuid).param("limit", limit).query(String.class).list();
    }

    /** Those of a run that have not ended, and were not asked to. */
    @Transactional(readOnly = true)
    public List<String> toCancelOfRun(String runUuid, int limit) {
        return sql.sql("""
                select uuid from ingestion where run_uuid = :run and open_key is not null and wish <> 'CANCEL'
                order by created_at, uuid limit :limit""").param("run", runUuid).param("limit", limit).query(String.class).list();
    }

    /** How many of a run are in each state that any of them is in. */
    @Transactional(readOnly = true)
    public Map<IngestionState, Long> countsOfRun(String runUuid) {
        Map<IngestionState, Long> counts = new EnumMap<>(IngestionState.class);
        sql.sql("select state, count(*) as ingestions from ingestion where run_uuid = :run group by state").param("run", runUuid)
                .query((RowCallbackHandler) row -> counts.put(IngestionState.valueOf(row.getString("state")), row.getLong("ingestions")));
        return counts;
    }

    /** Whether an open ingestion is going to make the model or dataset with this uuid. */
    @Transactional(readOnly = true)
    public boolean isOpenFor(String resourceUuid) {
        return sql.sql("select count(*) from ingestion where model_uuid = :uuid and open_key is not null").param("uuid", resourceUuid)
                .query(Long.class).single() > 0;
    }

    private static IngestionException unknown(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the ingestion " + uuid + ": there is none with this uuid. Check it.");
    }

    /** Bytes that the other open ingestions have listed and not stored yet. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public long stillToCome(String butNotOf) {
        return sql.sql("""
                select coalesce(sum(greatest(f.size - coalesce(c.bytes, 0), 0)), 0) from ingestion i
                join ingestion_file f on f.ingestion_uuid = i.uuid
                left join checkpoint c on c.ingestion_uuid = f.ingestion_uuid and c.position = f.position
                where i.open_key is not null and i.uuid <> :uuid and not f.done and f.packed_in is null""").param("uuid", butNotOf)
                .query(Long.class)
                .single();
    }

    /** How many of the account's ingestions are open. */
    @Transactional(readOnly = true)
    public long openOf(String accountUuid) {
        return sql.sql("select count(*) from ingestion where open_key is not null and makes = 'MODEL' and account_uuid = :account")
                .param("account", accountUuid).query(Long.class).single();
    }

    /** Makes all ingestions of an account, which have ended, those of another. */
    @Transactional
    public void handOver(String accountUuid, String heirUuid) {
        sql.sql("update ingestion set account_uuid = :heir where account_uuid = :account").param("heir", heirUuid)
                .param("account", accountUuid).update();
    }

    /** Bytes that the account's other open ingestions have listed. */
    @Transactional(readOnly = true)
    public long listedBytesOf(String accountUuid, String butNotOf) {
        return sql.sql("""
                select coalesce(sum(bytes_total), 0) from ingestion
                where open_key is not null and account_uuid = :account and bytes_total is not null and uuid <> :uuid""")
                .param("account", accountUuid).param("uuid", butNotOf).query(Long.class).single();
    }
}
