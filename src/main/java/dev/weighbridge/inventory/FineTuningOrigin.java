package dev.weighbridge.inventory;

import jakarta.persistence.Embeddable;

import dev.weighbridge.artifact.GivenFields.FineTuning;
import org.jspecify.annotations.Nullable;

/** {@link FineTuning} as columns of the model's row. */
@Embeddable
record FineTuningOrigin(@Nullable String fineTuningGroupUuid, @Nullable String fineTuningExportFingerprint,
        @Nullable String fineTuningSourceModelUuid, @Nullable String fineTuningSourceModelInstallPath,
        @Nullable String fineTuningSourceModelFramework, @Nullable String fineTuningSourceModelArchitecture) {

    static @Nullable FineTuningOrigin of(@Nullable FineTuning given) {
        return given == null ? null
                : new FineTuningOrigin(given.groupUuid(), given.exportFingerprint(), given.sourceModelUuid(),
                        given.sourceModelInstallPath(),
                        given.sourceModelFramework(), given.sourceModelArchitecture());
    }

    FineTuning toGiven() {
        return new FineTuning(fineTuningGroupUuid, fineTuningExportFingerprint, fineTuningSourceModelUuid, fineTuningSourceModelInstallPath,
                fineTuningSourceModelFramework, fineTuningSourceModelArchitecture);
    }
}
