package dev.weighbridge.bulk;

import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/** A model of a list: the fields of AddModel but for the model centre, which is the list's. */
record BulkRow(@Nullable String name, @Nullable String installPath, @Nullable String description, @Nullable String parameters,
        @Nullable String token,
        @Nullable String logo, @Nullable String vendor, @Nullable String introduction, @Nullable Long size, @Nullable String version,
        @Nullable String recommendedGpuNum, @Nullable String gpuConstraintDescription, @Nullable String modelId, @Nullable String shareMode,
        @Nullable List<String> systemTags, @Nullable List<String> userTags) {

    /** As the intake takes it. A row that was read has a name and an install path. */
    GivenFields in(String centerUuid) {
        return new GivenFields(Objects.requireNonNull(name), Objects.requireNonNull(installPath), centerUuid, description,
                parameters, logo,
                vendor, introduction, size, version, null, recommendedGpuNum, gpuConstraintDescription, modelId, shareMode, null, null,
                null, systemTags, userTags,
                null);
    }

    /** Names the model, never its token. */
    @Override
    public String toString() {
        return "BulkRow[" + name + " from " + installPath + "]";
    }
}
