package dev.weighbridge.inventory;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the pipeline found out about a model.
 *
 * @param artifactChecksum 64 lower-case hexadecimal digits
 * @param versionSemver a version that {@link dev.weighbridge.version.Latest} can order
 * @param sourceTime when the source says that the model was made
 * @param derivations every field that was derived, with where it comes from, in the order in which they are answered. The model's row takes a derived
 *     field's value from here, so there is no value without its reason
 * @param findings sentences about what is odd
 * @param dangers what may harm who loads the model, as far as it was let in
 */
public record WeighedModel(String artifactChecksum, long artifactSizeBytes, String versionSemver, @Nullable Instant sourceTime,
        List<Derivation> derivations, List<String> findings, List<SafetyFinding> dangers) {

    public WeighedModel {
        derivations = List.copyOf(derivations);
        findings = List.copyOf(findings);
        dangers = List.copyOf(dangers);
    }

    /** The same with other derivations. */
    WeighedModel with(List<Derivation> others) {
        return new WeighedModel(artifactChecksum, artifactSizeBytes, versionSemver, sourceTime, others, findings, dangers);
    }

    /**
     * The value of a derived field, or null if nothing could be said.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if it is longer than {@code longest} characters or holds a NUL, which no database keeps
     */
    @Nullable
    String text(String field, int longest) {
        String value = derivations.stream().filter(derivation -> derivation.field().equals(field)).findFirst().map(Derivation::value)
                .orElse(null);
        if (value != null && (value.length() > longest || value.indexOf('\0') >= 0)) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not keep the model's " + field + ": its text has " + value.length()
                            + " characters, where " + longest + " without a NUL are allowed. Correct the model's files and add it again.");
        }
        return value;
    }

    /** The value of a derived field that is a number (bytes), or null if nothing could be said. */
    @Nullable
    Long number(String field) {
        String value = text(field, 20);
        return value == null ? null : Long.valueOf(value);
    }
}
