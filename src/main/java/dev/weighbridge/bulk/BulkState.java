package dev.weighbridge.bulk;

/** Where a bulk import stands as a whole. */
public enum BulkState {
    RUNNING, PAUSED,
    /** Every row is in the inventory, or planned. */
    SUCCEEDED,
    /** Some rows are, and some have failed or were cancelled. */
    PARTIAL, FAILED, CANCELLED;

    /** Whether nothing will happen any more unless somebody asks for it. */
    boolean hasEnded() {
        return this != RUNNING && this != PAUSED;
    }
}
