package dev.weighbridge.bulk;

/** Where a row stands. */
enum RowState {
    /** Is still to be requested, or planned. */
    PENDING,
    /** Has an ingestion, which tells the rest. */
    REQUESTED,
    /** The inventory has it already. */
    PRESENT,
    /** In a dry run: what a request would do is known. */
    PLANNED,
    /** Cannot be read, was not accepted, or cannot be planned. */
    FAILED, CANCELLED
}
