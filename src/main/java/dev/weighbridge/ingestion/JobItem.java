package dev.weighbridge.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * One of the resources that an API job does the same to.
 *
 * @param subject the resource's uuid, or what the caller gave for one
 * @param failure why it could not be done; null as long as it is not known that it cannot
 */
public record JobItem(String subject, State state, @Nullable Failure failure) {

    /** How far it is. */
    public enum State {
        PENDING, DONE, FAILED
    }

    public static JobItem pending(String subject) {
        return new JobItem(subject, State.PENDING, null);
    }

    /** What needs no work. */
    public static JobItem done(String subject) {
        return new JobItem(subject, State.DONE, null);
    }

    public static JobItem failed(String subject, Failure failure) {
        return new JobItem(subject, State.FAILED, failure);
    }
}
