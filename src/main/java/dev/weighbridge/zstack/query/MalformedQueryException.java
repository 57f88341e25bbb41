package dev.weighbridge.zstack.query;

/** A query whose text cannot be read at all. The message is one sentence for the caller. */
public final class MalformedQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedQueryException(String message) {
        super(message, null, false, false);
    }

    /** Never null, unlike {@link Throwable#getMessage()} promises. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
