package dev.weighbridge.ingestion;

/** The lease was taken over: another attempt works on the ingestion, or it has ended. Who gets this touches nothing more. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedException(Attempt attempt) {
        super("attempt " + attempt.number() + " of ingestion " + attempt.ingestionUuid() + " no longer holds it");
    }
}
