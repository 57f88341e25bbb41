package dev.weighbridge.verify;

/** The turn ends here: somebody else has it now, or a person does not want it any more. Who gets this writes nothing more. */
final class TurnOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean cancelled;

    TurnOverException(Turn turn, boolean cancelled) {
        super("turn " + turn.number() + " of verification " + turn.verificationUuid()
                + (cancelled ? " was asked to stop" : " no longer holds it"));
        this.cancelled = cancelled;
    }

    /** Whether a person asked for it; then the turn may still write that it ended so. */
    boolean isCancelled() {
        return cancelled;
    }
}
