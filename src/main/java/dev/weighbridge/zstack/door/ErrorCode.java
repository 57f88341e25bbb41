package dev.weighbridge.zstack.door;

import dev.weighbridge.artifact.FailureKind;

/** ZStack's error codes that this door answers with, each with the fixed description that ZStack gives it. */
public enum ErrorCode {
    INTERNAL("SYS.1000", "An internal error happened in system"),
    TIMEOUT("SYS.1001", "A message or a operation timeout"),
    NOT_FOUND("SYS.1003", "A resource can not be found"),
    OPERATION_FAILED("SYS.1006", "An operation failed"),
    INVALID_ARGUMENT("SYS.1007", "One or more API argument is invalid"),
    NOT_SUPPORTED("SYS.1014", "This operation is not supported"),
    CANCELLED("SYS.1017", "The task is cancelled"),
    NOT_AUTHENTICATED("ID.1000", "Unable to authenticate a user"),
    SESSION_INVALID("ID.1001", "The session is invalid, either wrong session id or the session has been expired"),
    PERMISSION_DENIED("ID.1002", "The operation is denied"),
    QUOTA_EXCEEDED("ID.1003", "The quota is exceeded"),
    TOO_MANY_SESSIONS("ID.1006", "The user has too many sessions");

    private final String code;

    private final String description;

    ErrorCode(String code, String description) {
        this.code = code;
        this.description = description;
    }

    String code() {
        return code;
    }

    String description() {
        return description;
    }

    /** The one code that a kind of failure is answered with, whatever the API. */
    static ErrorCode of(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> INVALID_ARGUMENT;
            case NOT_AUTHENTICATED -> SESSION_INVALID;
            case FORBIDDEN -> PERMISSION_DENIED;
            case NOT_FOUND -> NOT_FOUND;
            case QUOTA_EXCEEDED -> QUOTA_EXCEEDED;
            case TIMEOUT -> TIMEOUT;
            case CANCELLED -> CANCELLED;
            case INTERNAL -> INTERNAL;
            case CONFLICT, LIMIT_EXCEEDED, RATE_LIMITED, SOURCE_NOT_FOUND, SOURCE_GATED, SOURCE_DENIED, SOURCE_RATE_LIMITED,
                    SOURCE_UNAVAILABLE,
                    SOURCE_CHANGED, SOURCE_NOT_ALLOWED, DIGEST_MISMATCH, SIZE_MISMATCH, MALFORMED_ARTIFACT, UNSAFE_CONTENT,
                    STORE_UNAVAILABLE,
                    STORE_FULL -> OPERATION_FAILED;
        };
    }
}
