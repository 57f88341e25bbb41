package dev.weighbridge.hooks;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a hook was told of an event, or is to be told.
 *
 * @param eventUuid the id of the event, the same at every hook
 * @param flaw why the last try was in vain; null if none was
 */
public record EventDelivery(String uuid, String hookUuid, String eventUuid, String type, String subject, State state, int tries,
        @Nullable String flaw, Instant createdAt, @Nullable Instant endedAt) {

    /** Where it stands. */
    public enum State {
        PENDING, DELIVERED,
        /** It was in vain for a day, or can only be. */
        GIVEN_UP
    }
}
