package dev.weighbridge.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bulk imports, for those who look at them. For many threads. */
@Component
public class BulkRuns {

    private static final String LINES = """
            select r.position, r.line, r.name, r.ingestion_uuid, r.bytes_to_fetch, r.bytes_stored, r.problems,
            case when i.uuid is not null then i.state when r.state = 'PRESENT' then 'ALREADY_THERE' when r.state = 'REQUESTED' then 'CANCELLED'
            else r.state end as state,
            coalesce(i.failure_kind, r.failure_kind) as failure_kind, coalesce(i.failure_message, r.failure_message) as failure_message,
            i.bytes_total, case when i.state = 'SUCCEEDED' then i.model_uuid end as model_uuid
            from bulk_row r left join ingestion i on i.uuid = r.ingestion_uuid where r.run_uuid = :run and r.position > :after""";

    private final JdbcClient sql;

    BulkRuns(JdbcClient sql) {
        this.sql = sql;
    }

    /** What they can be sorted by; what is equal is sorted by the uuid. */
    public enum By {
        CREATED("created_at"), NAME("name");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    @Transactional(readOnly = true)
    public Optional<BulkRun> find(String uuid) {
        return withCounts(sql.sql("select * from bulk_run where uuid = :uuid").param("uuid", uuid).query(BulkRuns::kept).list()).stream()
                .findFirst();
    }

    /** @param accountUuid whose; null for everybody's */
    @Transactional(readOnly = true)
    public List<BulkRun> list(@Nullable String accountUuid, By by, boolean descending, Stretch stretch) {
        String direction = descending ? " desc" : "";
        return withCounts(sql
                .sql("select * from bulk_run where " + whose(accountUuid) + " order by " + by.column + direction + ", uuid" + direction
                        + " limit :limit offset :start")
                .param("account", accountUuid).param("limit", stretch.limit()).param("start", stretch.start()).query(BulkRuns::kept)
                .list());
    }

    /** @param accountUuid whose; null for everybody's */
    @Transactional(readOnly = true)
    public long count(@Nullable String accountUuid) {
        return sql.sql("select count(*) from bulk_run where " + whose(accountUuid)).param("account", accountUuid).query(Long.class)
                .single();
    }

    /** Its rows behind a position, in the list's order, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<BulkLine> lines(String uuid, int after, int limit) {
        return sql.sql(LINES + " order by r.position limit :limit").param("run", uuid).param("after", after).param("limit", limit)
                .query(BulkRuns::line).list();
    }

    /** A stretch of its rows in any of these states, in the list's order. */
    @Transactional(readOnly = true)
    public List<BulkLine> lines(String uuid, Set<LineState> states, Stretch stretch) {
        return sql.sql("select * from (" + LINES + ") found where state in (:states) order by position limit :limit offset :start")
                .param("run", uuid).param("after", 0).param("states", names(states)).param("limit", stretch.limit())
                .param("start", stretch.start()).query(BulkRuns::line).list();
    }

    /** How many of its rows are in any of these states. */
    @Transactional(readOnly = true)
    public long countLines(String uuid, Set<LineState> states) {
        return sql.sql("select count(*) from (" + LINES + ") found where state in (:states)").param("run", uuid).param("after", 0)
                .param("states", names(states)).query(Long.class).single();
    }

    /** The first of its rows that have failed. */
    @Transactional(readOnly = true)
    public List<BulkLine> failures(String uuid, int limit) {
        return sql.sql(LINES + " and (r.state = 'FAILED' or i.state = 'FAILED') order by r.position limit :limit").param("run", uuid)
                .param("after", 0).param("limit", limit).query(BulkRuns::line).list();
    }

    /** An import without its rows. */
    private record Kept(BulkRun run, Stage stage) {}

    private List<BulkRun> withCounts(List<Kept> kept) {
        if (kept.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, Long>> states = new HashMap<>();
        Map<String, BulkCounts.Bytes> bytes = new HashMap<>();
        sql.sql("""
                select r.run_uuid, coalesce(i.state, r.state) as state, count(*) as how_many, sum(r.bytes_to_fetch) as to_fetch,
                sum(r.bytes_stored) as stored, sum(i.bytes_total) as total, sum(case when i.state = 'SUCCEEDED' then i.bytes_total
                else least(i.bytes_fetched + i.bytes_deduplicated, coalesce(i.bytes_total, 0)) end) as done
                from bulk_row r left join ingestion i on i.uuid = r.ingestion_uuid where r.run_uuid in (:runs)
                group by r.run_uuid, coalesce(i.state, r.state)""").param("runs", kept.stream().map(one -> one.run().uuid()).toList())
                .query(row -> {
                    String run = row.getString("run_uuid");
                    states.computeIfAbsent(run, any -> new HashMap<>()).put(row.getString("state"), row.getLong("how_many"));
                    bytes.merge(run, new BulkCounts.Bytes(row.getLong("total"), row.getLong("done"), row.getLong("to_fetch"),
                            row.getLong("stored")), BulkRuns::sum);
                });
        List<BulkRun> runs = new ArrayList<>();
        for (Kept one : kept) {
            String uuid = one.run().uuid();
            runs.add(counted(one, BulkCounts.of(states.getOrDefault(uuid, Map.of()),
                    bytes.getOrDefault(uuid, new BulkCounts.Bytes(0, 0, 0, 0)))));
        }
        return runs;
    }

    private static BulkCounts.Bytes sum(BulkCounts.Bytes one, BulkCounts.Bytes other) {
        return new BulkCounts.Bytes(one.total() + other.total(), one.done() + other.done(), one.toFetch() + other.toFetch(),
                one.stored() + other.stored());
    }

    private static BulkRun counted(Kept kept, BulkCounts counts) {
        BulkRun run = kept.run();
        return new BulkRun(run.uuid(), run.accountUuid(), run.name(), counts.state(kept.stage()), run.dryRun(), run.modelCenterUuid(),
                run.priority(), counts, run.createdAt());
    }

    private static List<String> names(Set<LineState> states) {
        return states.stream().map(LineState::name).toList();
    }

    private static String whose(@Nullable String accountUuid) {
        return accountUuid == null ? "true" : "account_uuid = :account";
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(new BulkRun(row.getString("uuid"), row.getString("account_uuid"), row.getString("name"), BulkState.RUNNING,
                row.getBoolean("dry_run"), row.getString("model_center_uuid"), Priority.valueOf(row.getString("priority")),
                BulkCounts.of(Map.of(), new BulkCounts.Bytes(0, 0, 0, 0)), row.getObject("created_at", OffsetDateTime.class).toInstant()),
                Stage.valueOf(row.getString("state")));
    }

    private static BulkLine line(ResultSet row, int number) throws SQLException {
        String kind = row.getString("failure_kind");
        String problems = row.getString("problems");
        return new BulkLine(row.getInt("position"), row.getInt("line"), row.getString("name"), LineState.valueOf(row.getString("state")),
                row.getString("ingestion_uuid"), row.getString("model_uuid"), row.getObject("bytes_total", Long.class),
                row.getObject("bytes_to_fetch", Long.class), row.getObject("bytes_stored", Long.class),
                problems == null ? List.of() : problems.lines().toList(),
                kind == null ? null : new Failure(FailureKind.valueOf(kind), String.valueOf(row.getString("failure_message"))));
    }
}
