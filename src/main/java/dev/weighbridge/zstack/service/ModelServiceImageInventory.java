package dev.weighbridge.zstack.service;

import dev.weighbridge.inventory.ArchitectureImage;
import org.jspecify.annotations.Nullable;

/** What a service runs in on one kind of processor, as it is answered: ZStack's ModelServiceTemplateInventory. */
record ModelServiceImageInventory(@Nullable String uuid, String modelServiceUuid, String cpuArchitecture, @Nullable String vmImageUuid,
        @Nullable String dockerImage) {

    static ModelServiceImageInventory of(String serviceUuid, ArchitectureImage image) {
        return new ModelServiceImageInventory(image.uuid(), serviceUuid, image.cpuArchitecture(), image.vmImageUuid(), image.dockerImage());
    }
}
