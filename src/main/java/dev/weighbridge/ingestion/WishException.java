package dev.weighbridge.ingestion;

/** A person asked the attempt to stop. */
public final class WishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Wish wish;

    WishException(Attempt attempt, Wish wish) {
        super("ingestion " + attempt.ingestionUuid() + " is asked to " + wish);
        this.wish = wish;
    }

    public Wish wish() {
        return wish;
    }
}
