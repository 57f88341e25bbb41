package dev.weighbridge.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Events;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The runs of policies. For many threads and nodes. */
@Component
public class SyncRuns {

    private static final int ROUNDS = 5;

    /** So many ended runs are kept of a policy. */
    private static final int HISTORY = 500;

    private static final String SELECT = """
            select r.*, (select count(*) from sync_request q where q.run_uuid = r.uuid and q.outcome = 'OPEN') as under_way from sync_run r\s""";

    private final JdbcClient sql;

    private final WorkQueue queue;

    private final TransactionTemplate transaction;

    private final Events events;

    private final Clock clock;

    SyncRuns(JdbcClient sql, WorkQueue queue, TransactionTemplate transaction, Events events, Clock clock) {
        this.sql = sql;
        this.queue = queue;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts a run, or finds the equal one that is open; one that waits for its window waits no more when a person asks.
     *
     * @return its uuid
     */
    public String start(String policyUuid, SyncRun.Cause cause, @Nullable String onlyId) {
        for (int round = 1;; round++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> open(policyUuid, onlyId).map(run -> joined(run, cause))
                        .orElseGet(() -> enter(policyUuid, cause, onlyId))));
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }

    @Transactional(readOnly = true)
    public Optional<SyncRun> find(String uuid) {
        return sql.sql(SELECT + "where r.uuid = :uuid").param("uuid", uuid).query(SyncRows::run).optional();
    }

    /** In the order of their creation. */
    @Transactional(readOnly = true)
    public List<SyncRun> history(String policyUuid, boolean latestFirst, Stretch stretch) {
        String direction = latestFirst ? " desc" : "";
        return sql.sql(SELECT + "where r.policy_uuid = :policy order by r.created_at" + direction + ", r.uuid" + direction
                + " limit :limit offset :start").param("policy", policyUuid).param("limit", stretch.limit())
                .param("start", stretch.start()).query(SyncRows::run).list();
    }

    @Transactional(readOnly = true)
    public long count(String policyUuid) {
        return sql.sql("select count(*) from sync_run where policy_uuid = :policy").param("policy", policyUuid).query(Long.class).single();
    }

    /** The open run over all that a policy follows, or over one model. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> open(String policyUuid, @Nullable String onlyId) {
        return sql.sql("select uuid from sync_run where open_key = :key").param("key", key(policyUuid, onlyId)).query(String.class)
                .optional();
    }

    /** Marks it as begun, the first time. Nothing if it has ended or is gone with its policy. */
    Optional<SyncRun> begin(String uuid) {
        transaction.executeWithoutResult(status -> sql
                .sql("update sync_run set state = 'RUNNING', started_at = :now where uuid = :uuid and state = 'QUEUED'")
                .param("now", SyncRows.column(clock.instant())).param("uuid", uuid).update());
        return find(uuid).filter(run -> !run.stand().state().hasEnded());
    }

    /** The run, locked until the transaction ends, if it is still at this step: another node may have gone on with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(String uuid, SyncRun.Step step) {
        return sql.sql("select uuid from sync_run where uuid = :uuid and step = :step for update").param("uuid", uuid)
                .param("step", step.name()).query(String.class).optional().isPresent();
    }

    /** Goes on to the step after {@code from}. */
    void goOn(String uuid, SyncRun.Step from, SyncRun.Step to) {
        transaction.executeWithoutResult(status -> sql.sql("update sync_run set step = :to where uuid = :uuid and step = :from")
                .param("to", to.name()).param("uuid", uuid).param("from", from.name()).update());
    }

    /** What the list came to; the next step is to request. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void listed(String uuid, SyncRun.Counts counts, @Nullable Failure notWhole) {
        sql.sql("""
                update sync_run set step = 'REQUEST', created = :created, changed = :changed, unchanged = :unchanged, removed = :removed,
                    failed = :failed, failure_kind = :kind, failure_message = :message where uuid = :uuid""")
                .param("created", counts.newModels())
                .param("changed", counts.changed()).param("unchanged", counts.unchanged()).param("removed", counts.removed())
                .param("failed", counts.failed()).param("kind", notWhole == null ? null : notWhole.kind().name())
                .param("message", notWhole == null ? null : notWhole.message()).param("uuid", uuid).update();
    }

    /** One more of its models failed; the first sentence is kept. Of a run that has ended well so far, it makes one that is not whole. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void failed(String uuid, Failure failure) {
        sql.sql("""
                update sync_run set failed = failed + 1, failure_kind = coalesce(failure_kind, :kind),
                    failure_message = coalesce(failure_message, :message), state = case when state = 'SUCCEEDED' then 'PARTIAL' else state end
                where uuid = :uuid""").param("kind", failure.kind().name()).param("message", failure.message()).param("uuid", uuid)
                .update();
    }

    /** One of its imports has ended, and had fetched so much. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fetched(String uuid, long bytes) {
        sql.sql("update sync_run set bytes = bytes + :bytes where uuid = :uuid").param("bytes", bytes).param("uuid", uuid).update();
    }

    /** Its place was asked in vain. */
    void waits(String uuid, Failure failure) {
        transaction.executeWithoutResult(status -> sql
                .sql("update sync_run set tries = tries + 1, failure_kind = :kind, failure_message = :message where uuid = :uuid and step = 'LIST'")
                .param("kind", failure.kind().name()).param("message", failure.message()).param("uuid", uuid).update());
    }

    /** All is compared and requested. */
    void end(SyncRun run) {
        transaction.executeWithoutResult(status -> {
            sql.sql("select uuid from sync_policy where uuid = :uuid for update").param("uuid", run.what().policyUuid()).query(String.class)
                    .optional();
            int ended = sql.sql("""
                    update sync_run set state = case when failed > 0 then 'PARTIAL' else 'SUCCEEDED' end, step = 'DONE', open_key = null,
                        ended_at = :now where uuid = :uuid and open_key is not null""").param("now", SyncRows.column(clock.instant()))
                    .param("uuid", run.uuid()).update();
            if (ended == 1) {
                sql.sql("update sync_policy set retention_due = true where uuid = :uuid").param("uuid", run.what().policyUuid()).update();
                tell(run.uuid());
                trim(run.what().policyUuid());
            }
        });
    }

    /** It could not be done; nothing was requested and nothing removed. */
    void fail(SyncRun run, Failure failure) {
        transaction.executeWithoutResult(status -> {
            int failed = sql.sql("""
                    update sync_run set state = 'FAILED', step = 'DONE', open_key = null, failure_kind = :kind, failure_message = :message,
                        ended_at = :now where uuid = :uuid and open_key is not null and step = 'LIST'""")
                    .param("kind", failure.kind().name())
                    .param("message", failure.message()).param("now", SyncRows.column(clock.instant())).param("uuid", run.uuid()).update();
            if (failed == 1) {
                tell(run.uuid());
            }
            trim(run.what().policyUuid());
        });
    }

    private void tell(String uuid) {
        events.tell(EventType.SYNC_COMPLETED, () -> find(uuid).stream().map(run -> SyncEvents.completed(run, accountOf(run))));
    }

    private String accountOf(SyncRun run) {
        return sql.sql("select account_uuid from sync_policy where uuid = :uuid").param("uuid", run.what().policyUuid()).query(String.class)
                .single();
    }

    private void trim(String policyUuid) {
        Optional<Instant> oldest = sql
                .sql("select created_at from sync_run where policy_uuid = :policy order by created_at desc limit 1 offset :most")
                .param("policy", policyUuid).param("most", HISTORY).query((row, number) -> SyncRows.time(row, "created_at")).optional();
        oldest.ifPresent(time -> sql.sql("delete from sync_run where policy_uuid = :policy and created_at <= :time and open_key is null")
                .param("policy", policyUuid).param("time", SyncRows.column(time)).update());
    }

    private String joined(String uuid, SyncRun.Cause cause) {
        if (cause == SyncRun.Cause.BY_HAND) {
            sql.sql("update sync_run set cause = 'BY_HAND' where uuid = :uuid").param("uuid", uuid).update();
            queue.enter(Lane.BACKGROUND, SyncHandler.NAME, uuid);
        }
        return uuid;
    }

    private String enter(String policyUuid, SyncRun.Cause cause, @Nullable String onlyId) {
        String uuid = ResourceUuid.random();
        sql.sql("""
                insert into sync_run (uuid, policy_uuid, open_key, cause, only_id, state, step, tries, created, changed, unchanged, removed, failed,
                    bytes, created_at)
                values (:uuid, :policy, :key, :cause, :only, 'QUEUED', 'LIST', 0, 0, 0, 0, 0, 0, 0, :now)""").param("uuid", uuid)
                .param("policy", policyUuid).param("key", key(policyUuid, onlyId)).param("cause", cause.name()).param("only", onlyId)
                .param("now", SyncRows.column(clock.instant())).update();
        queue.enter(Lane.BACKGROUND, SyncHandler.NAME, uuid);
        return uuid;
    }

    private static String key(String policyUuid, @Nullable String onlyId) {
        return onlyId == null ? policyUuid : DigestUtils.sha256Hex(policyUuid + "\0" + onlyId);
    }
}
