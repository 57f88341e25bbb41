package dev.weighbridge.artifact;

/** Why something failed, in words that programs can act on. The sentence that goes with it is in {@link IngestionException#getMessage()}. */
public enum FailureKind {
    INVALID_REQUEST(false),
    NOT_AUTHENTICATED(false),
    FORBIDDEN(false),
    NOT_FOUND(false),
    CONFLICT(false),
    QUOTA_EXCEEDED(false),
    LIMIT_EXCEEDED(false),
    RATE_LIMITED(false),
    SOURCE_NOT_FOUND(false),
    SOURCE_GATED(false),
    SOURCE_DENIED(false),
    SOURCE_RATE_LIMITED(true),
    SOURCE_UNAVAILABLE(true),
    /** The source's file is no longer the one that was pinned. The file is started again, which is not waiting. */
    SOURCE_CHANGED(false),
    SOURCE_NOT_ALLOWED(false),
    /** Tried once more from the first byte, because a damaged transfer looks the same as a wrong announcement. */
    DIGEST_MISMATCH(false),
    SIZE_MISMATCH(false),
    MALFORMED_ARTIFACT(false),
    UNSAFE_CONTENT(false),
    STORE_UNAVAILABLE(true),
    STORE_FULL(false),
    TIMEOUT(false),
    CANCELLED(false),
    INTERNAL(false);

    private final boolean waitingHelps;

    FailureKind(boolean waitingHelps) {
        this.waitingHelps = waitingHelps;
    }

    /** Whether the same attempt may succeed later although nobody changes anything. */
    public boolean waitingHelps() {
        return waitingHelps;
    }
}
