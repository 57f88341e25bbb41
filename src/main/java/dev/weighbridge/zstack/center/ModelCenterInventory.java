package dev.weighbridge.zstack.center;

import java.time.Instant;

import dev.weighbridge.center.ModelCenter;
import org.jspecify.annotations.Nullable;

/** A model centre as it is answered: ZStack's ModelCenterInventory, without the zdfs that is not there. */
record ModelCenterInventory(String uuid, String name, @Nullable String description, String url, String status, @Nullable String parameters,
        String managementIp, int managementPort, @Nullable String storageNetworkUuid, @Nullable String serviceNetworkUuid,
        @Nullable String containerRegistry, @Nullable String containerStorageNetwork, @Nullable String containerNetwork,
        ModelCenterCapacityInventory capacity, Instant createDate,
        Instant lastOpDate) {

    static ModelCenterInventory of(ModelCenter row, ModelCenterCapacityInventory capacity) {
        return new ModelCenterInventory(row.getUuid(), row.getName(), row.getDescription(), row.getUrl(), row.getStatus(),
                row.getParameters(),
                row.getManagementIp(), row.getManagementPort(), row.getStorageNetworkUuid(), row.getServiceNetworkUuid(),
                row.getContainerRegistry(),
                row.getContainerStorageNetwork(), row.getContainerNetwork(), capacity, row.getCreateDate(), row.getLastOpDate());
    }
}
