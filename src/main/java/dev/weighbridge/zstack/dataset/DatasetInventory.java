package dev.weighbridge.zstack.dataset;

import java.time.Instant;

import dev.weighbridge.inventory.Dataset;
import org.jspecify.annotations.Nullable;

/** A dataset as it is answered: ZStack's DatasetInventory, field by field. */
record DatasetInventory(String uuid, String name, @Nullable String description, String url, String installPath, String modelCenterUuid,
        long size, boolean system, Instant createDate, Instant lastOpDate) {

    /** Its installPath is, as that of a model, what was given. */
    static DatasetInventory of(Dataset row) {
        return new DatasetInventory(row.getUuid(), row.getName(), row.getDescription(), row.getUrl(), row.getUrl(),
                row.getModelCenterUuid(),
                row.getSize(), row.isSystem(), row.getCreateDate(), row.getLastOpDate());
    }
}
