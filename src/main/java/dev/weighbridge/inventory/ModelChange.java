package dev.weighbridge.inventory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a committed model; null leaves a field as it is. Names, meanings and limits are those of UpdateModel in the wire contract.
 *
 * @param installPath a text about where the model came from: the stored bytes stay those that they are
 * @param modelClassifications the words that it is filed under, in place of those before
 * @param recommendedGpuNum a comma list or a JSON list of integers
 */
public record ModelChange(@Nullable String name, @Nullable String installPath, @Nullable String description, @Nullable String vendor,
        @Nullable String parameters, @Nullable String modelCenterUuid, @Nullable List<String> modelClassifications,
        @Nullable String recommendedGpuNum, @Nullable String gpuConstraintDescription, @Nullable String modelId) {

    private static final ModelChange NOTHING = new ModelChange(null, null, null, null, null, null, null, null, null, null);

    /** Whether everything stays as it is. */
    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** Whether it may make the model a version of another one. */
    boolean mayMove() {
        return name != null || modelId != null || modelCenterUuid != null;
    }
}
