package dev.weighbridge.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a model service runs in on one kind of processor.
 *
 * @param uuid its own, null until it is entered
 * @param cpuArchitecture such as {@code x86_64}
 * @param vmImageUuid a virtual machine's image
 * @param dockerImage a container's image
 */
public record ArchitectureImage(@Nullable String uuid, String cpuArchitecture, @Nullable String vmImageUuid, @Nullable String dockerImage) {

    ArchitectureImage entered(String itsUuid) {
        return new ArchitectureImage(itsUuid, cpuArchitecture, vmImageUuid, dockerImage);
    }
}
