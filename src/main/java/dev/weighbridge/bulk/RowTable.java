package dev.weighbridge.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.plan.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The rows of bulk imports, for the worker that goes through them. For many threads. */
@Component
class RowTable {

    private static final String SETTLE = "update bulk_row set state = :state, failure_kind = :kind, failure_message = :message where "
            + "run_uuid = :run and position = :position and state = 'PENDING'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int LONGEST_PROBLEMS = 4000;

    private final JdbcTemplate template;

    private final JdbcClient sql;

    RowTable(JdbcTemplate template, JdbcClient sql) {
        this.template = template;
        this.sql = sql;
    }

    /** Which row. */
    record Key(String runUuid, int position) {}

    /** Enters rows that have come in, in a transaction of their own. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void add(String runUuid, List<StoredRow> rows) {
        template.batchUpdate("""
                insert into bulk_row (run_uuid, position, line, name, state, fields, token, failure_kind, failure_message)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows, rows.size(), (statement, row) -> {
            Failure failure = row.failure();
            statement.setString(1, runUuid);
            statement.setInt(2, row.position());
            statement.setInt(3, row.line());
            statement.setString(4, row.name());
            statement.setString(5, (failure == null ? RowState.PENDING : RowState.FAILED).name());
            statement.setString(6, row.fields());
            statement.setString(7, row.token());
            statement.setString(8, failure == null ? null : failure.kind().name());
            statement.setString(9, failure == null ? null : failure.message());
        });
    }

    /** The next rows behind a position, as long as the import is open. */
    @Transactional(readOnly = true)
    public List<PendingRow> pending(String runUuid, int after, int limit) {
        return sql.sql("""
                select position, fields, token from bulk_row where run_uuid = :run and state = 'PENDING' and position > :after
                and exists (select 1 from bulk_run where uuid = :run and state = 'OPEN') order by position limit :limit""")
                .param("run", runUuid).param("after", after).param("limit", limit).query(RowTable::pending).list();
    }

    /** Locks a row's import, and the row, until the transaction ends; false if the import is not open any more, or the row settled. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(Key row) {
        Optional<String> stage = sql.sql("select state from bulk_run where uuid = :run for update").param("run", row.runUuid())
                .query(String.class).optional();
        Optional<String> state = sql.sql("select state from bulk_row where run_uuid = :run and position = :position for update")
                .param("run", row.runUuid()).param("position", row.position()).query(String.class).optional();
        return stage.filter(Stage.OPEN.name()::equals).isPresent() && state.filter(RowState.PENDING.name()::equals).isPresent();
    }

    @Transactional
    public void requested(Key row, String ingestionUuid) {
        settle(row, RowState.REQUESTED, null);
        sql.sql("update bulk_row set ingestion_uuid = :ingestion, token = null where run_uuid = :run and position = :position")
                .param("ingestion", ingestionUuid).param("run", row.runUuid()).param("position", row.position()).update();
    }

    @Transactional
    public void present(Key row) {
        settle(row, RowState.PRESENT, null);
        sql.sql("update bulk_row set token = null where run_uuid = :run and position = :position").param("run", row.runUuid())
                .param("position", row.position()).update();
    }

    /** Its token is kept: it may be tried again. */
    @Transactional
    public void failed(Key row, Failure why) {
        settle(row, RowState.FAILED, why);
    }

    @Transactional
    public void planned(Key row, Plan plan) {
        settle(row, RowState.PLANNED, null);
        String problems = String.join("\n", plan.problems());
        sql.sql("""
                update bulk_row set bytes_to_fetch = :fetch, bytes_stored = :stored, problems = :problems, token = null
                where run_uuid = :run and position = :position""").param("fetch", plan.bytesToFetch()).param("stored", plan.bytesStored())
                .param("problems",
                        problems.isEmpty() ? null : problems.substring(0, Math.min(problems.length(), LONGEST_PROBLEMS)))
                .param("run", row.runUuid()).param("position", row.position()).update();
    }

    /** Whether there is work left, and may be done. */
    @Transactional(readOnly = true)
    public boolean hasPending(String runUuid) {
        return !pending(runUuid, 0, 1).isEmpty();
    }

    static String json(BulkRow fields) {
        return JSON.writeValueAsString(fields);
    }

    private void settle(Key row, RowState state, @Nullable Failure why) {
        sql.sql(SETTLE).param("state", state.name()).param("kind", why == null ? null : why.kind().name())
                .param("message", why == null ? null : why.message()).param("run", row.runUuid()).param("position", row.position())
                .update();
    }

    private static PendingRow pending(ResultSet row, int number) throws SQLException {
        return new PendingRow(row.getInt("position"), JSON.readValue(row.getString("fields"), BulkRow.class), row.getString("token"));
    }
}
