package dev.weighbridge.inventory;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * A description of what runs models, as its row holds it; nothing is run from here. The attributes are called as ZStack's inventory calls them, so that a
 * query may name them by those names. Changed only by {@link ModelServices}.
 */
@Entity
public class ModelService {

    @Id
    private String uuid;

    private String accountUuid;

    private String modelCenterUuid;

    @Column(name = "is_system")
    private boolean system;

    private String name;

    private @Nullable String description;

    private @Nullable String readme;

    private String yaml;

    private String type;

    private String source;

    private @Nullable String framework;

    private int requestCpu;

    private long requestMemory;

    private @Nullable String gpuComputeCapability;

    private long size;

    private String installPath;

    private String startCommand;

    private @Nullable String containerCommand;

    private @Nullable String containerArgs;

    private @Nullable String pythonVersion;

    private @Nullable String condaVersion;

    private @Nullable String zoneUuid;

    private boolean supportDistributed;

    @Convert(converter = TextListColumn.class)
    private @Nullable List<String> cpuArchitectures;

    @Convert(converter = ArchitectureImagesColumn.class)
    private @Nullable List<ArchitectureImage> architectureImages;

    private @Nullable String vendorToSpecUuidsMap;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelService() {}

    @SuppressWarnings("NullAway.Init") // keep() fills them
    ModelService(String uuid, String accountUuid, CheckedService checked, Instant now) {
        this.uuid = uuid;
        this.accountUuid = accountUuid;
        createDate = now;
        keep(checked, now);
        // Those of a clone are not the original's.
        architectureImages = named(architectureImages, image -> true);
    }

    final void keep(CheckedService checked, Instant now) {
        ServiceFields given = checked.given();
        keepNeeded(checked);
        system = checked.system();
        description = given.description();
        readme = given.readme();
        framework = given.framework();
        gpuComputeCapability = given.gpuComputeCapability();
        containerCommand = given.containerCommand();
        containerArgs = given.containerArgs();
        pythonVersion = given.pythonVersion();
        condaVersion = given.condaVersion();
        zoneUuid = given.zoneUuid();
        supportDistributed = checked.supportDistributed();
        vendorToSpecUuidsMap = given.vendorToSpecUuidsMap();
        keepArchitectures(given);
        lastOpDate = now;
    }

    private void keepNeeded(CheckedService checked) {
        modelCenterUuid = checked.modelCenterUuid();
        name = checked.name();
        yaml = checked.yaml();
        type = checked.type();
        source = checked.source();
        requestCpu = checked.requestCpu();
        requestMemory = checked.requestMemory();
        size = checked.size();
        installPath = checked.installPath();
        startCommand = checked.startCommand();
    }

    /** The images tell the architectures of a service that names none. */
    private void keepArchitectures(ServiceFields given) {
        List<ArchitectureImage> images = given.architectureImages();
        architectureImages = named(images, image -> image.uuid() == null);
        cpuArchitectures = given.cpuArchitectures() != null || images == null ? given.cpuArchitectures()
                : images.stream().map(ArchitectureImage::cpuArchitecture).toList();
    }

    private static @Nullable List<ArchitectureImage> named(@Nullable List<ArchitectureImage> images, Predicate<ArchitectureImage> unnamed) {
        return images == null ? null
                : images.stream().map(image -> unnamed.test(image) ? image.entered(ResourceUuid.random()) : image).toList();
    }

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getModelCenterUuid() {
        return modelCenterUuid;
    }

    public String getName() {
        return name;
    }

    public String getType() {
        return type;
    }

    /** Whether it is there for every account. */
    public boolean isSystem() {
        return system;
    }

    /** Everything that a caller may say about a service; nothing that has a default is null. */
    public ServiceFields fields() {
        return new ServiceFields(name, description, readme, yaml, modelCenterUuid, requestCpu, requestMemory, gpuComputeCapability, size,
                installPath, startCommand, containerCommand, containerArgs, pythonVersion, condaVersion, zoneUuid, system, type, source,
                framework, cpuArchitectures, architectureImages, supportDistributed, vendorToSpecUuidsMap);
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
