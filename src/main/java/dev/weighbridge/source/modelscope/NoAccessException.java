package dev.weighbridge.source.modelscope;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** The hub shows something to nobody, or not to this session. It says the same when a session has ended. */
final class NoAccessException extends IngestionException {

    private static final long serialVersionUID = 1L;

    private final boolean signedOut;

    /** @param signedOut whether the hub says outright that it does not know who asks */
    NoAccessException(FailureKind kind, String message, boolean signedOut) {
        super(kind, message);
        this.signedOut = signedOut;
    }

    boolean signedOut() {
        return signedOut;
    }
}
