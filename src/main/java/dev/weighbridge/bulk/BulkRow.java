package dev.weighbridge.bulk;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A model of a list: the fields of AddModel, and what only lists know.
 *
 * @param modelCenterUuid its model centre; null for the one that {@code centre} names, or the list's
 * @param centre the name of one of the account's centres
 * @param token the source's secret for this model only
 * @param priority {@code urgent}, {@code high}, {@code normal} or {@code low} in any case; null for the list's
 */
record BulkRow(@Nullable String name, @Nullable String installPath, @Nullable String modelCenterUuid, @Nullable String centre,
        @Nullable String description, @Nullable String parameters, @Nullable String token, @Nullable String logo, @Nullable String vendor,
        @Nullable String introduction, @Nullable Long size, @Nullable String version, @Nullable List<String> modelServiceUuids,
        @Nullable String recommendedGpuNum, @Nullable String gpuConstraintDescription, @Nullable String modelId, @Nullable String shareMode,
        @Nullable String defaultModelServiceUuid, @Nullable String resourceUuid, @Nullable List<String> tagUuids,
        @Nullable List<String> systemTags, @Nullable List<String> userTags, @Nullable String fineTuningGroupUuid,
        @Nullable String fineTuningExportFingerprint, @Nullable String fineTuningSourceModelUuid,
        @Nullable String fineTuningSourceModelInstallPath, @Nullable String fineTuningSourceFramework,
        @Nullable String fineTuningSourceArchitecture, @Nullable String priority) {

    private static final GivenFields.FineTuning NO_FINE_TUNING = new GivenFields.FineTuning(null, null, null, null, null, null);

    /** As the intake takes it. A row that was read has a name and an install path. */
    GivenFields in(String centerUuid) {
        var tuning = new GivenFields.FineTuning(fineTuningGroupUuid, fineTuningExportFingerprint, fineTuningSourceModelUuid,
                fineTuningSourceModelInstallPath, fineTuningSourceFramework, fineTuningSourceArchitecture);
        return new GivenFields(Objects.requireNonNull(name), Objects.requireNonNull(installPath), centerUuid, description, parameters, logo,
                vendor, introduction, size, version, modelServiceUuids, recommendedGpuNum, gpuConstraintDescription, modelId, shareMode,
                defaultModelServiceUuid, resourceUuid, tagUuids, systemTags, userTags, tuning.equals(NO_FINE_TUNING) ? null : tuning);
    }

    BulkRow withoutToken() {
        return new BulkRow(name, installPath, modelCenterUuid, centre, description, parameters, null, logo, vendor, introduction, size,
                version, modelServiceUuids, recommendedGpuNum, gpuConstraintDescription, modelId, shareMode, defaultModelServiceUuid,
                resourceUuid, tagUuids, systemTags, userTags, fineTuningGroupUuid, fineTuningExportFingerprint, fineTuningSourceModelUuid,
                fineTuningSourceModelInstallPath, fineTuningSourceFramework, fineTuningSourceArchitecture, priority);
    }

    Priority priorityOr(Priority otherwise) {
        return priority == null ? otherwise : Priority.valueOf(priority.toUpperCase(Locale.ROOT));
    }

    /** Names the model, never its token. */
    @Override
    public String toString() {
        return "BulkRow[" + name + "]";
    }
}
