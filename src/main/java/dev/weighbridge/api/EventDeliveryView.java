package dev.weighbridge.api;

import java.time.Instant;

import dev.weighbridge.hooks.EventDelivery;
import org.jspecify.annotations.Nullable;

/**
 * What a hook was told, or is to be told.
 *
 * @param eventId the CloudEvent's id
 * @param flaw why the last try was in vain
 */
record EventDeliveryView(String uuid, String eventId, String type, String subject, EventDelivery.State state, int tries,
        @Nullable String flaw,
        Instant createdAt, @Nullable Instant endedAt) {

    static EventDeliveryView of(EventDelivery one) {
        return new EventDeliveryView(one.uuid(), one.eventUuid(), one.type(), one.subject(), one.state(), one.tries(), one.flaw(),
                one.createdAt(), one.endedAt());
    }
}
