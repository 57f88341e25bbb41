package dev.weighbridge.artifact;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a model that is to be added: the fields of ZStack's AddModel except {@code token}, which is kept apart and encrypted.
 * A field that is given wins over what is derived. Names, meanings and limits are those of the wire contract.
 *
 * @param size bytes, as the caller believes
 * @param recommendedGpuNum a comma list or a JSON list of integers, as it was given
 */
public record GivenFields(String name, String installPath, String modelCenterUuid, @Nullable String description,
        @Nullable String parameters,
        @Nullable String logo, @Nullable String vendor, @Nullable String introduction, @Nullable Long size, @Nullable String version,
        @Nullable List<String> modelServiceUuids, @Nullable String recommendedGpuNum, @Nullable String gpuConstraintDescription,
        @Nullable String modelId, @Nullable String shareMode, @Nullable String defaultModelServiceUuid, @Nullable String resourceUuid,
        @Nullable List<String> tagUuids, @Nullable List<String> systemTags, @Nullable List<String> userTags,
        @Nullable FineTuning fineTuning) {

    /** Where a fine-tuned model comes from; newer ZStack releases send it. */
    public record FineTuning(@Nullable String groupUuid, @Nullable String exportFingerprint, @Nullable String sourceModelUuid,
            @Nullable String sourceModelInstallPath, @Nullable String sourceModelFramework, @Nullable String sourceModelArchitecture) {}
}
