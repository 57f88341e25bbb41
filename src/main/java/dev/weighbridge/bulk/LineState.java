package dev.weighbridge.bulk;

/** Where a row of a list stands, for those who look at it. */
public enum LineState {
    /** Is still to be requested, or planned. */
    PENDING,
    /** Has an ingestion, which is in the state of the same name. */
    QUEUED, RUNNING, WAITING, AWAITING_APPROVAL, PAUSED, SUCCEEDED,
    /** Its ingestion has; or it could not be read, was not accepted, or cannot be planned. */
    FAILED,
    /** It was, or its ingestion. */
    CANCELLED,
    /** The inventory had it. */
    ALREADY_THERE,
    /** In a dry run: what a request would do is known. */
    PLANNED
}
