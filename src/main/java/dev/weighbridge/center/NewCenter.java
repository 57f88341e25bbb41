package dev.weighbridge.center;

import org.jspecify.annotations.Nullable;

/**
 * What AddModelCenter says about a centre, by the names and meanings of the wire contract; anything may be missing until it was checked.
 *
 * @param parameters free text; when it is a JSON object, the credentials in it are kept apart and encrypted
 */
public record NewCenter(@Nullable String resourceUuid, @Nullable String name, @Nullable String description, @Nullable String url,
        @Nullable String parameters, @Nullable String managementIp, @Nullable Integer managementPort, @Nullable String zoneUuid,
        @Nullable String storageNetworkUuid, @Nullable String serviceNetworkUuid, @Nullable String containerRegistry,
        @Nullable String containerStorageNetwork, @Nullable String containerNetwork) {

    /** Names the centre, never its parameters, which may hold secrets. */
    @Override
    public String toString() {
        return "NewCenter[" + name + "]";
    }
}
