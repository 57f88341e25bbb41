package dev.weighbridge.zstack.service;

import java.util.List;

import dev.weighbridge.inventory.ModelServiceRef;
import org.jspecify.annotations.Nullable;

/** That a model is bound to a service, as it is answered in the inventories of both: ZStack's ModelServiceRefInventory. */
public record ModelServiceRefInventory(String uuid, String modelUuid, String modelServiceUuid, boolean isDefault) {

    /** @param rows null for none */
    public static List<ModelServiceRefInventory> of(@Nullable List<ModelServiceRef> rows) {
        return rows == null ? List.of()
                : rows.stream()
                        .map(row -> new ModelServiceRefInventory(row.getUuid(), row.getModelUuid(), row.getModelServiceUuid(),
                                row.isDefault()))
                        .toList();
    }
}
