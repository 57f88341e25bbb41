package dev.weighbridge.zstack.door;

/** A failure of an API for which ZStack has a code that no {@link dev.weighbridge.artifact.FailureKind} stands for. */
public final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ApiFailure(ErrorCode code, String details) {
        super(details, null, false, false);
        this.code = code;
    }

    /** What ZStack says when the parameter {@code field} names a resource that is not there. */
    public static ApiFailure noResource(String field, String uuid, String type) {
        return new ApiFailure(ErrorCode.NOT_FOUND, "invalid field[%s], resource[uuid:%s, type:%s] not found".formatted(field, uuid, type));
    }

    ErrorCode code() {
        return code;
    }

    String details() {
        return String.valueOf(getMessage());
    }
}
