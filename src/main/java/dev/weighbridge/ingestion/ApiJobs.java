package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The API jobs. Each is kept for three hours after it, or the ingestion it follows, has ended, and until its caller was called back. For many threads.
 */
@Component
public class ApiJobs {

    /** As long as ZStack keeps them. */
    private static final Duration KEPT = Duration.ofHours(3);

    private static final String EXPIRED = """
            (j.web_hook is null and (j.ended_at < :before or exists (select 1 from ingestion i where i.uuid = j.ingestion_uuid and i.ended_at < :before)))""";

    private final JdbcClient sql;

    private final Callbacks callbacks;

    private final Clock clock;

    ApiJobs(JdbcClient sql, Callbacks callbacks, Clock clock) {
        this.sql = sql;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /** Empty when there is none with this uuid, or when it ended more than three hours ago. */
    @Transactional(readOnly = true)
    public Optional<ApiJob> find(String uuid) {
        return sql.sql("select j.* from api_job j where j.uuid = :uuid and not coalesce(" + EXPIRED + ", false)").param("uuid", uuid)
                .param("before", IngestionRows.column(clock.instant().minus(KEPT)))
                .query((row, number) -> new ApiJob(row.getString("uuid"), row.getString("account_uuid"), row.getString("ingestion_uuid"),
                        row.getObject("status", Integer.class), row.getString("body"), IngestionRows.time(row, "created_at"),
                        IngestionRows.optionalTime(row, "ended_at")))
                .optional();
    }

    /**
     * Makes a job that has its answer already.
     *
     * @param webHook where its caller is to be called, null for nowhere
     * @throws IngestionException CONFLICT if the uuid is used; the caller's transaction can only roll back then
     */
    @Transactional
    public void recordEnded(String uuid, @Nullable String accountUuid, @Nullable String webHook, int status, String body) {
        insert(new ApiJob(uuid, accountUuid, null, status, body, clock.instant(), clock.instant()), webHook);
        if (webHook != null) {
            callbacks.due(uuid);
        }
    }

    /**
     * Makes a job that follows an ingestion.
     *
     * @throws IngestionException CONFLICT if the uuid is used; the caller's transaction can only roll back then
     */
    @Transactional
    public void follow(String uuid, String accountUuid, String ingestionUuid, @Nullable String webHook) {
        insert(new ApiJob(uuid, accountUuid, ingestionUuid, null, null, clock.instant(), null), webHook);
    }

    /**
     * Makes a job that does the same to many resources: see {@link JobItems}.
     *
     * @throws IngestionException CONFLICT if the uuid is used; the caller's transaction can only roll back then
     */
    @Transactional
    public void open(String uuid, String accountUuid, @Nullable String webHook) {
        insert(new ApiJob(uuid, accountUuid, null, null, null, clock.instant(), null), webHook);
    }

    /** Whether it has ended, or is not there any more. */
    @Transactional(readOnly = true)
    boolean hasEnded(String uuid) {
        return sql.sql("select count(*) from api_job where uuid = :uuid and ended_at is null").param("uuid", uuid).query(Long.class)
                .single() == 0;
    }

    /** It has come to its end; its answer is in its items. Does nothing when it has ended before. */
    @Transactional
    void end(String uuid) {
        int ended = sql.sql("update api_job set ended_at = :now where uuid = :uuid and ended_at is null").param("uuid", uuid)
                .param("now", IngestionRows.column(clock.instant())).update();
        if (ended == 1 && callback(uuid).isPresent()) {
            callbacks.due(uuid);
        }
    }

    /** Lets the callers of the jobs that follow an ingestion be called, because it ends in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void followedEnds(String ingestionUuid) {
        sql.sql("select uuid from api_job where ingestion_uuid = :ingestion and web_hook is not null order by uuid")
                .param("ingestion", ingestionUuid).query(String.class).list().forEach(callbacks::due);
    }

    /** The call that the job's caller waits for; empty if it waits for none, or was called already. */
    @Transactional(readOnly = true)
    public Optional<Callback> callback(String uuid) {
        return sql.sql("select web_hook, web_hook_tries, account_uuid from api_job where uuid = :uuid and web_hook is not null")
                .param("uuid", uuid)
                .query((row, number) -> new Callback(row.getString("web_hook"), row.getInt("web_hook_tries"),
                        row.getString("account_uuid")))
                .optional();
    }

    /** Counts a call that was in vain. */
    @Transactional
    public void triedToCallBack(String uuid) {
        sql.sql("update api_job set web_hook_tries = web_hook_tries + 1 where uuid = :uuid").param("uuid", uuid).update();
    }

    /** Notes that its caller waits for no call any more. */
    @Transactional
    public void calledBack(String uuid) {
        sql.sql("update api_job set web_hook = null where uuid = :uuid").param("uuid", uuid).update();
    }

    /** Forgets those whose time is over. */
    @Transactional
    public int sweep() {
        return sql.sql("delete from api_job j where " + EXPIRED).param("before", IngestionRows.column(clock.instant().minus(KEPT)))
                .update();
    }

    private void insert(ApiJob job, @Nullable String webHook) {
        try {
            sql.sql("""
                    insert into api_job (uuid, account_uuid, ingestion_uuid, web_hook, status, body, created_at, ended_at)
                    values (:uuid, :account, :ingestion, :hook, :status, :body, :created, :ended)""")
                    .param("uuid", job.uuid()).param("account", job.accountUuid()).param("ingestion", job.ingestionUuid())
                    .param("hook", webHook == null ? null : callbacks.sealed(job.uuid(), webHook))
                    .param("status", job.status()).param("body", job.body()).param("created", IngestionRows.column(job.createdAt()))
                    .param("ended", job.endedAt() == null ? null : IngestionRows.column(job.createdAt())).update();
        } catch (DuplicateKeyException used) {
            throw new IngestionException(FailureKind.CONFLICT,
                    "Could not take the call: Duplicate job uuid. Send every call with a uuid of its own.", used);
        }
    }
}
