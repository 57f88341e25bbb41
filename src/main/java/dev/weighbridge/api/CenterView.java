package dev.weighbridge.api;

import java.time.Instant;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * A model centre as this door shows it.
 *
 * @param status whether it answered when it was asked last: Connected, Disconnected, Connecting
 * @param parameters without credentials
 */
public record CenterView(String uuid, String accountUuid, String name, @Nullable String description, String url, String status,
        @Nullable String parameters, Instant createdAt, Instant changedAt) {

    static CenterView of(ModelCenter one) {
        return new CenterView(one.getUuid(), one.getAccountUuid(), one.getName(), one.getDescription(), ShownUrl.ofReference(one.getUrl()),
                one.getStatus(), one.getParameters(), one.getCreateDate(), one.getLastOpDate());
    }
}
