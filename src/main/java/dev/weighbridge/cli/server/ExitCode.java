package dev.weighbridge.cli.server;

import dev.weighbridge.artifact.FailureKind;

/** What the process says to the script that started it. Scripts rely on the numbers: change them only by adding. */
public enum ExitCode {
    OK(0, "what was asked for is done"),
    FAILED(1, "it was tried and has failed; the sentence on stderr says why"),
    USAGE(2, "the command, or what it asks for, is malformed"),
    NOT_SIGNED_IN(3, "no session, or one that has expired: use 'weighbridge login'"),
    NOT_FOUND(4, "there is no such thing, or none that you may see"),
    UNREACHABLE(5, "the server did not answer"),
    PARTIAL(6, "some of it succeeded and some failed"),
    FORBIDDEN(7, "the account may not do that, or has no quota left"),
    CANCELLED(8, "somebody cancelled it"),
    INTERRUPTED(130, "Ctrl-C; what runs on the server goes on");

    private final int number;

    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /** Of a failure that a server has named, whether of the call or of the work that it started. */
    public static ExitCode of(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> USAGE;
            case NOT_AUTHENTICATED -> NOT_SIGNED_IN;
            case NOT_FOUND -> NOT_FOUND;
            case FORBIDDEN, QUOTA_EXCEEDED -> FORBIDDEN;
            case CANCELLED -> CANCELLED;
            case CONFLICT, LIMIT_EXCEEDED, RATE_LIMITED, SOURCE_NOT_FOUND, SOURCE_GATED, SOURCE_DENIED, SOURCE_RATE_LIMITED,
                    SOURCE_UNAVAILABLE, SOURCE_CHANGED, SOURCE_NOT_ALLOWED, DIGEST_MISMATCH, SIZE_MISMATCH, MALFORMED_ARTIFACT,
                    UNSAFE_CONTENT, STORE_UNAVAILABLE, STORE_FULL, TIMEOUT, INTERNAL ->
                    FAILED;
        };
    }
}
