package dev.weighbridge.zstack.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;

/** A model as it is answered: ZStack's ModelInventory, field by field. The token that it was fetched with is no part of it. */
record ModelInventory(String uuid, String name, @Nullable String description, String installPath, @Nullable String parameters,
        String modelCenterUuid, @Nullable String logo, @Nullable String vendor, @Nullable String modelId, @Nullable String introduction,
        long size,
        @Nullable String version, String type, @Nullable Long minGpuMemory, @Nullable Long recommendedGpuMemory,
        @Nullable List<Integer> recommendedGpuNum, @Nullable String gpuConstraintDescription, String versionSemver, boolean isLatestVersion,
        String artifactChecksum, long artifactSizeBytes, @Nullable String architectureType, @Nullable String frameworkVersion,
        @Nullable String requiredAccelerator, @Nullable String pipelineTag, @Nullable Long extraGpuMemRequest,
        @Nullable List<String> modelClassifications,
        @JsonProperty("SAMPLE_SIZE") int sampleSize, Instant createDate, Instant lastOpDate) {

    /** A constant of ZStack's class that its JSON shows. */
    private static final int SAMPLE_SIZE = 1000;

    static ModelInventory of(Model row) {
        return new ModelInventory(row.getUuid(), row.getName(), row.getDescription(), row.getInstallPath(), row.getParameters(),
                row.getModelCenterUuid(), row.getLogo(), row.getVendor(), row.getModelId(), row.getIntroduction(), row.getSize(),
                row.getVersion(),
                row.getType(), row.getMinGpuMemory(), row.getRecommendedGpuMemory(), row.getRecommendedGpuNum(),
                row.getGpuConstraintDescription(),
                row.getVersionSemver(), row.isLatestVersion(), row.getArtifactChecksum(), row.getArtifactSizeBytes(),
                row.getArchitectureType(),
                row.getFrameworkVersion(), row.getRequiredAccelerator(), row.getPipelineTag(), row.getExtraGpuMemRequest(),
                row.getModelClassifications(), SAMPLE_SIZE,
                row.getCreateDate(), row.getLastOpDate());
    }
}
