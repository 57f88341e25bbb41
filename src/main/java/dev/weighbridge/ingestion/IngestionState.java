package dev.weighbridge.ingestion;

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

    /** Whether a worker may take it. */
    public boolean mayBegin() {
        return this == QUEUED || this == WAITING || this == RUNNING;
    }

    /** Whether it has ended without what it was to make. */
    public boolean isInVain() {
        return this == FAILED || this == CANCELLED;
    }

    /** Whether nothing will happen any more unless somebody asks for it. */
    public boolean hasEnded() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
