package dev.weighbridge.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.transfer.CheckPoint;
import org.jspecify.annotations.Nullable;

/** How rows become values. */
final class VerificationRows {

    private VerificationRows() {}

    static Verification verification(ResultSet row, int number) throws SQLException {
        String kind = row.getString("failure_kind");
        Failure failure = kind == null ? null : new Failure(FailureKind.valueOf(kind), String.valueOf(row.getString("failure_message")));
        return new Verification(row.getString("uuid"), row.getString("model_uuid"), row.getString("account_uuid"),
                VerificationState.valueOf(row.getString("state")), row.getInt("attempt"), row.getString("node"), row.getLong("blobs_total"),
                row.getLong("blobs_done"), row.getLong("bytes_total"), row.getLong("bytes_done") + row.getLong("blob_bytes"),
                row.getLong("bytes_fetched"), row.getLong("intact"), row.getLong("damaged"), row.getLong("repaired"), failure,
                row.getObject("created_at", OffsetDateTime.class).toInstant(), time(row, "started_at"), time(row, "ended_at"));
    }

    static Progress progress(ResultSet row, int number) throws SQLException {
        var counts = new Progress.Counts(row.getLong("blobs_done"), row.getLong("bytes_done"), row.getLong("intact"),
                row.getLong("damaged"), row.getLong("repaired"), row.getLong("bytes_fetched"));
        String blob = row.getString("blob_uuid");
        var reading = blob == null ? null : new Progress.Reading(blob, new CheckPoint(row.getLong("blob_bytes"),
                row.getString("digest_codec"), row.getString("digest_state"), parts(row.getString("blob_damaged"))));
        return new Progress(row.getString("after_blob"), counts, reading, null, row.getInt("waits"));
    }

    static Finding finding(ResultSet row, int number) throws SQLException {
        String parts = row.getString("damaged_parts");
        return new Finding(row.getString("blob_uuid"), row.getLong("files"), row.getString("paths").lines().toList(), row.getLong("size"),
                row.getString("sha256"), row.getObject("found_size", Long.class), row.getString("found_sha256"),
                parts == null ? null : parts(parts), Finding.Outcome.valueOf(row.getString("outcome")), row.getString("new_blob_uuid"),
                row.getString("message"));
    }

    /** The numbers with commas between, null for null. */
    static @Nullable String text(@Nullable List<Integer> parts) {
        return parts == null ? null : parts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** As both drivers take it for a {@code timestamp with time zone}. */
    static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static List<Integer> parts(String text) {
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
