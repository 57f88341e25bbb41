package dev.weighbridge.inventory;

import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the pipeline derived about a model; null where nothing could be said. Memory and sizes in bytes. The inventory's {@code size} is
 * not here: it is what the caller gave, else {@code artifactSizeBytes}.
 *
 * @param artifactChecksum 64 lower-case hexadecimal digits
 * @param versionSemver a version that {@link dev.weighbridge.version.Latest} can order
 * @param sourceTime when the source says that the model was made
 */
public record WeighedModel(String artifactChecksum, long artifactSizeBytes, String versionSemver, @Nullable Instant sourceTime,
        @Nullable String architectureType, @Nullable String frameworkVersion, @Nullable String requiredAccelerator,
        @Nullable String pipelineTag,
        @Nullable Long minGpuMemory, @Nullable Long recommendedGpuMemory, @Nullable Long extraGpuMemRequest, @Nullable String licence) {

    private static final int LONGEST = 255;

    /** @throws IngestionException MALFORMED_ARTIFACT if a text is longer than its column or holds a NUL, which no database keeps */
    public WeighedModel {
        check("architectureType", architectureType);
        check("frameworkVersion", frameworkVersion);
        check("requiredAccelerator", requiredAccelerator);
        check("pipelineTag", pipelineTag);
        check("licence", licence);
    }

    private static void check(String field, @Nullable String text) {
        if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not keep the model's " + field + ": its text has " + text.length()
                            + " characters, where " + LONGEST + " without a NUL are allowed. Correct the model's files and add it again.");
        }
    }
}
