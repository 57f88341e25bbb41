package dev.weighbridge.ingestion;

/** The moments around each write that matters, at which a test may stop the process. */
public enum Failpoint {
    REQUEST_ACCEPTED, ATTEMPT_CLAIMED, LISTING_SAVED, INTENT_WRITTEN, UPLOAD_CREATED, PART_UPLOADED, CHECKPOINT_WRITTEN, BEFORE_COMPLETE,
    UPLOAD_COMPLETE, BLOB_READY, INSPECTED, BEFORE_COMMIT, COMMITTED, BEFORE_MANIFEST, MANIFEST_WRITTEN
}
