package dev.weighbridge.artifact;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person will read. The message says what was tried, on what, why it failed and what to do, and never holds a secret: no token,
 * no password, no query string of a URL. It is stored, answered and logged as it is.
 */
public class IngestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    private final @Nullable Instant retryAt;

    public IngestionException(FailureKind kind, String message) {
        this(kind, message, null, null);
    }

    public IngestionException(FailureKind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    /** @param retryAt when the other side asked to be called again (from {@code Retry-After}), or null if it did not say */
    public IngestionException(FailureKind kind, String message, @Nullable Instant retryAt, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAt = retryAt;
    }

    public FailureKind kind() {
        return kind;
    }

    public @Nullable Instant retryAt() {
        return retryAt;
    }

    /** Never null, unlike {@link Throwable#getMessage()} promises. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
