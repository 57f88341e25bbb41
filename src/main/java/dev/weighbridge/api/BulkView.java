package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.bulk.BulkCounts;
import dev.weighbridge.bulk.BulkLine;
import dev.weighbridge.bulk.BulkRun;
import dev.weighbridge.bulk.BulkState;
import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A bulk import as this door shows it.
 *
 * @param failures the first rows that have failed, in the list's order; null where it is one of many
 */
public record BulkView(String uuid, String name, BulkState state, boolean dryRun, @Nullable String modelCenterUuid, Priority priority,
        BulkCounts counts, @Nullable List<FailedRow> failures, Instant createdAt) {

    /** @param line where it begins in the list, counted from 1 */
    public record FailedRow(int line, @Nullable String name, FailureKind kind, String message) {

        private static Optional<FailedRow> of(BulkLine line) {
            return Optional.ofNullable(line.failure())
                    .map(failure -> new FailedRow(line.line(), line.name(), failure.kind(), failure.message()));
        }
    }

    /** How many rows have not ended. */
    public long rowsOpen() {
        return counts.pending() + counts.queued() + counts.running() + counts.waiting() + counts.paused();
    }

    /** How many are in the inventory, or planned. */
    public long rowsDone() {
        return counts.succeeded() + counts.alreadyThere() + counts.planned();
    }

    /** How many have failed or were cancelled. */
    public long rowsFailed() {
        return counts.failed() + counts.cancelled();
    }

    static BulkView of(BulkRun run, @Nullable List<BulkLine> failures) {
        return new BulkView(run.uuid(), run.name(), run.state(), run.dryRun(), run.modelCenterUuid(), run.priority(), run.counts(),
                failures == null ? null : failures.stream().flatMap(line -> FailedRow.of(line).stream()).toList(),
                run.createdAt());
    }
}
