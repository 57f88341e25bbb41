package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.ArtifactKind;

/**
 * What an ingestion makes.
 *
 * @param system whether it is the platform's own and not a person's
 */
public record Makes(ArtifactKind kind, boolean system) {

    /** What AddModel asks for. */
    public static final Makes MODEL = new Makes(ArtifactKind.MODEL, false);
}
