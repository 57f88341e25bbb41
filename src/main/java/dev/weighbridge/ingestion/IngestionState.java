package dev.weighbridge.ingestion;

import java.util.EnumSet;
import java.util.Set;

/** Where an ingestion stands. */
public enum IngestionState {
    /** Waits for a worker. */
    QUEUED,
    /** A worker holds it. */
    RUNNING,
    /** Waits for its source or store to come back. */
    WAITING,
    /** A person stopped it and may go on with it. */
    PAUSED,
    /** A person has to say yes first. */
    AWAITING_APPROVAL,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing will happen any more unless somebody asks for it. */
    public boolean hasEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** Whether the state machine has this arrow. */
    public boolean canMoveTo(IngestionState next) {
        return next(this).contains(next);
    }

    private static Set<IngestionState> next(IngestionState from) {
        return switch (from) {
            case QUEUED, WAITING -> EnumSet.of(RUNNING, PAUSED, CANCELLED, FAILED);
            // RUNNING again: another worker has taken it over.
            case RUNNING -> EnumSet.of(RUNNING, QUEUED, WAITING, PAUSED, SUCCEEDED, FAILED, CANCELLED);
            case PAUSED, AWAITING_APPROVAL -> EnumSet.of(QUEUED, CANCELLED);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(IngestionState.class);
        };
    }
}
