package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.JobItem;
import dev.weighbridge.ingestion.JobItems;
import dev.weighbridge.manifest.Rebuilds.Rebuild;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild as this door shows it.
 *
 * @param total how many models and datasets were to come back
 * @param done how many of them have been looked at; {@code failed} of these have not come back
 * @param failures the first of what failed
 */
record RebuildView(String uuid, State state, long total, long done, long failed, List<NotBack> failures, Instant createdAt,
        @Nullable Instant endedAt) {

    /** How far it is. */
    enum State {
        RUNNING, SUCCEEDED, PARTIAL
    }

    /** @param uuid of the model or dataset, by which its manifest is named */
    record NotBack(String uuid, Failure failure) {}

    static RebuildView of(Rebuild rebuild) {
        JobItems.Standing standing = rebuild.standing();
        State ended = standing.failed() == 0 ? State.SUCCEEDED : State.PARTIAL;
        return new RebuildView(rebuild.job().uuid(), rebuild.job().endedAt() == null ? State.RUNNING : ended, standing.total(),
                standing.total() - standing.pending(), standing.failed(), failures(standing.items()), rebuild.job().createdAt(),
                rebuild.job().endedAt());
    }

    private static List<NotBack> failures(List<JobItem> items) {
        return items.stream().filter(item -> item.failure() != null).map(item -> new NotBack(item.subject(), item.failure())).toList();
    }
}
