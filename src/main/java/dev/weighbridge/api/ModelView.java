package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * A model as this door shows it. The fields are called as in ZStack's inventory; bytes are bytes; null is what nobody gave and nothing could be derived
 * for.
 *
 * @param installPath as it was given, without what may be secret in it
 * @param introduction may be long, so it is left out of lists, as it is where there is none
 */
public record ModelView(String uuid, String accountUuid, String modelCenterUuid, String name, @Nullable String modelId, String installPath,
        @Nullable String description, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String introduction, @Nullable String vendor,
        @Nullable String logo, @Nullable String parameters, String type, @Nullable String shareMode, @Nullable String licence, long size,
        @Nullable String version, String versionSemver, boolean isLatestVersion, String artifactChecksum, long artifactSizeBytes,
        @Nullable String architectureType, @Nullable String frameworkVersion, @Nullable String pipelineTag,
        @Nullable String requiredAccelerator, @Nullable Long minGpuMemory, @Nullable Long recommendedGpuMemory,
        @Nullable Long extraGpuMemRequest, @Nullable List<Integer> recommendedGpuNum, @Nullable String gpuConstraintDescription,
        @Nullable Instant sourceTime, Instant createdAt, Instant changedAt) {

    static ModelView whole(Model model) {
        return of(model, model.getIntroduction());
    }

    static ModelView inList(Model model) {
        return of(model, null);
    }

    private static ModelView of(Model model, @Nullable String introduction) {
        return new ModelView(model.getUuid(), model.getAccountUuid(), model.getModelCenterUuid(), model.getName(), model.getModelId(),
                ShownUrl.ofReference(model.getInstallPath()), model.getDescription(), introduction, model.getVendor(), model.getLogo(),
                model.getParameters(), model.getType(), model.getShareMode(), model.getLicence(), model.getSize(), model.getVersion(),
                model.getVersionSemver(), model.isLatestVersion(), model.getArtifactChecksum(), model.getArtifactSizeBytes(),
                model.getArchitectureType(), model.getFrameworkVersion(), model.getPipelineTag(), model.getRequiredAccelerator(),
                model.getMinGpuMemory(), model.getRecommendedGpuMemory(), model.getExtraGpuMemRequest(), model.getRecommendedGpuNum(),
                model.getGpuConstraintDescription(), model.getSourceTime(), model.getCreateDate(), model.getLastOpDate());
    }
}
