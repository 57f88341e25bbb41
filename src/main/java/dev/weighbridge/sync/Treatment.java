package dev.weighbridge.sync;

import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of what is followed.
 *
 * @param keepVersions how many versions of a lineage are kept of those that the policy has brought; null for all
 * @param keepTagged whether a model with a user tag is never removed by the policy
 * @param approval whether what is new or changed waits for a person's yes
 * @param missedRuns what is done about times that passed while no node was there
 */
public record Treatment(@Nullable Integer keepVersions, boolean keepTagged, OnRemoved onRemoved, Approval approval, MissedRuns missedRuns,
        Priority priority) {

    /** What becomes of models whose source is gone. */
    public enum OnRemoved {
        KEEP,
        /** They get the system tag {@code removed-from-source}. */
        MARK, DELETE
    }

    /** Who says yes. */
    public enum Approval {
        AUTO, MANUAL
    }

    /** Missed times. */
    public enum MissedRuns {
        /** One run makes up for all. */
        RUN, SKIP
    }
}
