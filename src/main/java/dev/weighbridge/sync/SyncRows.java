package dev.weighbridge.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How rows become values. */
final class SyncRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SyncRows() {}

    static SyncPolicy policy(ResultSet row, int number) throws SQLException {
        var given = new NewPolicy(row.getString("name"), row.getString("model_center_uuid"), row.getBoolean("enabled"),
                JSON.readValue(row.getString("rules"), SyncRules.class));
        return new SyncPolicy(row.getString("uuid"), row.getString("account_uuid"), given, optionalTime(row, "next_run_at"),
                row.getString("file_name"), time(row, "created_at"), time(row, "changed_at"));
    }

    static String text(SyncRules rules) {
        return JSON.writeValueAsString(rules);
    }

    static SyncRun run(ResultSet row, int number) throws SQLException {
        var counts = new SyncRun.Counts(row.getInt("created"), row.getInt("changed"), row.getInt("unchanged"), row.getInt("removed"),
                row.getInt("failed"));
        String kind = row.getString("failure_kind");
        Failure failure = kind == null ? null : new Failure(FailureKind.valueOf(kind), String.valueOf(row.getString("failure_message")));
        var times = new SyncRun.Times(time(row, "created_at"), optionalTime(row, "started_at"), optionalTime(row, "ended_at"));
        var what = new SyncRun.What(row.getString("policy_uuid"), SyncRun.Cause.valueOf(row.getString("cause")), row.getString("only_id"));
        var stand = new SyncRun.Stand(SyncRun.State.valueOf(row.getString("state")), SyncRun.Step.valueOf(row.getString("step")),
                row.getInt("tries"), failure);
        return new SyncRun(row.getString("uuid"), what, stand, counts, row.getLong("bytes"), row.getInt("under_way"), times);
    }

    static Known known(ResultSet row, int number) throws SQLException {
        String kind = row.getString("failure_kind");
        return new Known(row.getString("item_key"), row.getString("id"), row.getString("reference"), row.getString("revision"),
                row.getString("came"), Known.State.valueOf(row.getString("state")), Known.Outcome.valueOf(row.getString("outcome")),
                kind == null ? null : FailureKind.valueOf(kind), row.getBoolean("listed"), row.getInt("there") > 0);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** As both drivers take it for a {@code timestamp with time zone}. */
    static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
