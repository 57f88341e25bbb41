package dev.weighbridge.inventory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A model service that is about to be entered in the inventory.
 *
 * @param resourceUuid its future uuid, null for a random one
 * @param accountUuid its owner
 * @param modelUuids the models that it is bound to at once; each once
 */
public record NewService(@Nullable String resourceUuid, String accountUuid, ServiceFields fields, List<String> modelUuids) {

    public NewService {
        modelUuids = List.copyOf(modelUuids);
    }
}
