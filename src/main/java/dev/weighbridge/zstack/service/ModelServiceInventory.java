package dev.weighbridge.zstack.service;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.inventory.ArchitectureImage;
import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.zstack.door.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A model service as it is answered: ZStack's ModelServiceInventory, field by field. */
record ModelServiceInventory(String uuid, @Nullable String name, @Nullable String description, @Nullable String readme,
        @Nullable String yaml, @Nullable Integer requestCpu, @Nullable Long requestMemory, @Nullable String modelCenterUuid,
        @Nullable String type, @Nullable String framework, @Nullable String source, @Nullable Long size, @Nullable Boolean system,
        @Nullable String gpuComputeCapability, @Nullable String installPath, @Nullable String pythonVersion, @Nullable String condaVersion,
        @Nullable String startCommand, @Nullable String containerCommand, @Nullable String containerArgs,
        @Nullable Boolean supportDistributed, @Nullable List<String> cpuArchitectures, @Nullable JsonNode vendorToSpecUuidsMap,
        List<ModelServiceRefInventory> modelServiceRefs, @Nullable List<ModelServiceImageInventory> modelServiceImages,
        Instant createDate, Instant lastOpDate) {

    static ModelServiceInventory of(ModelService row, @Nullable List<ModelServiceRef> refs) {
        ServiceFields fields = row.fields();
        String map = fields.vendorToSpecUuidsMap();
        return new ModelServiceInventory(row.getUuid(), fields.name(), fields.description(), fields.readme(), fields.yaml(),
                fields.requestCpu(), fields.requestMemory(), fields.modelCenterUuid(), fields.type(), fields.framework(), fields.source(),
                fields.size(), fields.system(), fields.gpuComputeCapability(), fields.installPath(), fields.pythonVersion(),
                fields.condaVersion(), fields.startCommand(), fields.containerCommand(), fields.containerArgs(),
                fields.supportDistributed(), fields.cpuArchitectures(), map == null ? null : Json.stored(map),
                ModelServiceRefInventory.of(refs), images(row.getUuid(), fields.architectureImages()), row.getCreateDate(),
                row.getLastOpDate());
    }

    private static @Nullable List<ModelServiceImageInventory> images(String serviceUuid, @Nullable List<ArchitectureImage> images) {
        return images == null ? null : images.stream().map(image -> ModelServiceImageInventory.of(serviceUuid, image)).toList();
    }
}
