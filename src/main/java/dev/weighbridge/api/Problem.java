package dev.weighbridge.api;

import java.util.Locale;

import dev.weighbridge.artifact.FailureKind;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type a URN of the kind; there is no page behind it
 * @param title the kind in words
 * @param status of the answer
 * @param detail the sentence for a person
 * @param kind for programs
 */
record Problem(String type, String title, int status, String detail, FailureKind kind) {

    static Problem of(FailureKind kind, String detail) {
        return of(kind, status(kind), detail);
    }

    /** With another status than the kind's own, where HTTP has a more exact one. */
    static Problem of(FailureKind kind, int status, String detail) {
        String words = kind.name().toLowerCase(Locale.ROOT);
        String title = kind.name().charAt(0) + words.substring(1).replace('_', ' ');
        return new Problem("urn:weighbridge:failure:" + words.replace('_', '-'), title, status, detail, kind);
    }

    /** The one status that a kind of failure is answered with. */
    private static int status(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> 400;
            case NOT_AUTHENTICATED -> 401;
            case FORBIDDEN, QUOTA_EXCEEDED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, SOURCE_CHANGED, CANCELLED -> 409;
            case LIMIT_EXCEEDED, SOURCE_NOT_FOUND, SOURCE_GATED, SOURCE_DENIED, SOURCE_NOT_ALLOWED, DIGEST_MISMATCH, SIZE_MISMATCH,
                    MALFORMED_ARTIFACT, UNSAFE_CONTENT ->
                    422;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case SOURCE_UNAVAILABLE -> 502;
            case SOURCE_RATE_LIMITED, STORE_UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
            case STORE_FULL -> 507;
        };
    }
}
