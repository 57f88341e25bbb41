package dev.weighbridge.verify;

/** Where a verification stands. */
public enum VerificationState {
    /** Waits for a worker, or for the store to come back. */
    QUEUED,
    /** A worker holds it. */
    RUNNING,
    /** Every byte of the model is as it was weighed: it was intact, or is repaired. */
    SUCCEEDED,
    /** Something is damaged and could not be repaired, or it could not be found out. */
    FAILED, CANCELLED
}
