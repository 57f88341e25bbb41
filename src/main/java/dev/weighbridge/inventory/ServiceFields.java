package dev.weighbridge.inventory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a model service: the fields of ZStack's AddModelService, UpdateModelService and CloneModelService. A null was not given.
 * Names and meanings are those of the wire contract; {@link CheckedService} has the limits.
 *
 * @param requestMemory bytes
 * @param size bytes
 * @param system whether it is there for every account
 * @param vendorToSpecUuidsMap the text of a JSON object
 */
public record ServiceFields(@Nullable String name, @Nullable String description, @Nullable String readme, @Nullable String yaml,
        @Nullable String modelCenterUuid, @Nullable Integer requestCpu, @Nullable Long requestMemory, @Nullable String gpuComputeCapability,
        @Nullable Long size, @Nullable String installPath, @Nullable String startCommand, @Nullable String containerCommand,
        @Nullable String containerArgs, @Nullable String pythonVersion, @Nullable String condaVersion, @Nullable String zoneUuid,
        @Nullable Boolean system, @Nullable String type, @Nullable String source, @Nullable String framework,
        @Nullable List<String> cpuArchitectures, @Nullable List<ArchitectureImage> architectureImages, @Nullable Boolean supportDistributed,
        @Nullable String vendorToSpecUuidsMap) {

    /** These, and where one was not given, that of {@code base}; other images have their own architectures. */
    public ServiceFields over(ServiceFields base) {
        return new ServiceFields(or(name, base.name), or(description, base.description), or(readme, base.readme), or(yaml, base.yaml),
                or(modelCenterUuid, base.modelCenterUuid), or(requestCpu, base.requestCpu), or(requestMemory, base.requestMemory),
                or(gpuComputeCapability, base.gpuComputeCapability), or(size, base.size), or(installPath, base.installPath),
                or(startCommand, base.startCommand), or(containerCommand, base.containerCommand), or(containerArgs, base.containerArgs),
                or(pythonVersion, base.pythonVersion), or(condaVersion, base.condaVersion), or(zoneUuid, base.zoneUuid),
                or(system, base.system), or(type, base.type), or(source, base.source), or(framework, base.framework),
                architectureImages == null ? or(cpuArchitectures, base.cpuArchitectures) : cpuArchitectures,
                or(architectureImages, base.architectureImages),
                or(supportDistributed, base.supportDistributed), or(vendorToSpecUuidsMap, base.vendorToSpecUuidsMap));
    }

    private static <T> @Nullable T or(@Nullable T given, @Nullable T otherwise) {
        return given == null ? otherwise : given;
    }
}
