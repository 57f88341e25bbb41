package dev.weighbridge.ingestion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import org.jspecify.annotations.Nullable;

/** How rows become values. */
final class IngestionRows {

    static final String COLUMNS = """
            uuid, account_uuid, origin, run_uuid, priority, model_center_uuid, name, install_path, state, step, attempt, node, bytes_total, bytes_fetched, bytes_deduplicated,
            failure_kind, failure_message, makes, makes_system, model_uuid, created_at, ended_at, deadline""";

    private IngestionRows() {}

    static Ingestion ingestion(ResultSet row, int number) throws SQLException {
        String kind = row.getString("failure_kind");
        Failure failure = kind == null ? null : new Failure(FailureKind.valueOf(kind), String.valueOf(row.getString("failure_message")));
        return new Ingestion(row.getString("uuid"), row.getString("account_uuid"), Origin.valueOf(row.getString("origin")),
                row.getString("run_uuid"),
                Priority.valueOf(row.getString("priority")), row.getString("model_center_uuid"),
                row.getString("name"),
                row.getString("install_path"), IngestionState.valueOf(row.getString("state")), row.getString("step"), row.getInt("attempt"),
                row.getString("node"), optionalLong(row, "bytes_total"), row.getLong("bytes_fetched"), row.getLong("bytes_deduplicated"),
                failure,
                makes(row), row.getString("model_uuid"), time(row, "created_at"), optionalTime(row, "ended_at"), time(row, "deadline"));
    }

    static Standing standing(ResultSet row, int number) throws SQLException {
        String run = row.getString("run_uuid");
        return new Standing(run == null ? row.getString("account_uuid") : run, Priority.valueOf(row.getString("priority")),
                IngestionState.valueOf(row.getString("state")), row.getString("lane"),
                new WorkSubject(row.getString("uuid"), row.getInt("entered")).text(), row.getInt("attempt") > 0);
    }

    static Makes makes(ResultSet row) throws SQLException {
        return new Makes(ArtifactKind.valueOf(row.getString("makes")), row.getBoolean("makes_system"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable Long optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    /** As both drivers take it for a {@code timestamp with time zone}. */
    static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
