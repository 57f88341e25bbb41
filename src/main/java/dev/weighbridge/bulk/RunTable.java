package dev.weighbridge.bulk;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The bulk imports' own rows, for those who begin them and go through them. For many threads. */
@Component
class RunTable {

    private final JdbcClient sql;

    private final Clock clock;

    RunTable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What a worker needs to know of an import. */
    record Work(String uuid, String accountUuid, boolean dryRun, @Nullable String modelCenterUuid, Priority priority) {}

    /** Enters an import whose rows come in from now on. */
    @Transactional
    public void read(String uuid, NewBulk asked) {
        sql.sql("""
                insert into bulk_run (uuid, account_uuid, name, state, dry_run, model_center_uuid, priority, told,
                    created_at)
                values (:uuid, :account, :name, 'READING', :dry, :center, :priority, false, :now)""").param("uuid", uuid)
                .param("account", asked.accountUuid()).param("name", asked.name()).param("dry", asked.dryRun())
                .param("center", asked.modelCenterUuid()).param("priority", asked.priority().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /**
     * Opens an import whose rows are all there.
     *
     * @param name null to leave it
     * @param centerUuid null to leave it
     * @param contentSha256 of the file that it came from, null for none
     * @throws org.springframework.dao.DuplicateKeyException if there is one of this content already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(String uuid, @Nullable String name, @Nullable String centerUuid, @Nullable String contentSha256) {
        sql.sql("""
                update bulk_run set state = 'OPEN', name = coalesce(cast(:name as varchar(255)), name), content_sha256 = :sha256,
                model_center_uuid = coalesce(cast(:center as varchar(32)), model_center_uuid) where uuid = :uuid and state = 'READING'""")
                .param("name", name).param("sha256", contentSha256).param("center", centerUuid).param("uuid", uuid).update();
    }

    /** Forgets an import with its rows. */
    @Transactional
    public void forget(String uuid) {
        sql.sql("delete from bulk_run where uuid = :uuid").param("uuid", uuid).update();
    }

    @Transactional(readOnly = true)
    public boolean hasContent(String sha256) {
        return sql.sql("select count(*) from bulk_run where content_sha256 = :sha256").param("sha256", sha256).query(Long.class)
                .single() > 0;
    }

    /** An import that may be worked on. */
    @Transactional(readOnly = true)
    public Optional<Work> work(String uuid) {
        return sql.sql("select * from bulk_run where uuid = :uuid and state = 'OPEN'").param("uuid", uuid)
                .query((row, number) -> new Work(uuid, row.getString("account_uuid"), row.getBoolean("dry_run"),
                        row.getString("model_center_uuid"), Priority.valueOf(row.getString("priority"))))
                .optional();
    }

    /** Locks an import until the transaction ends; what is kept of its state. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Stage> hold(String uuid) {
        return sql.sql("select state from bulk_run where uuid = :uuid for update").param("uuid", uuid).query(String.class).optional()
                .map(Stage::valueOf);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void set(String uuid, Stage stage) {
        sql.sql("update bulk_run set state = :state where uuid = :uuid").param("state", stage.name()).param("uuid", uuid).update();
    }
}
