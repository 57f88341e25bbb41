package dev.weighbridge.ingestion;

import java.time.Instant;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to know of an ingestion.
 *
 * @param modelUuid the uuid that the model or dataset will have
 * @param waits how often waiting was tried already
 * @param freshStarts how often it began anew because its source had changed
 * @param pinned the revision, null until the source was listed
 * @param weighing what was found out about the stored files, as JSON, null until they were inspected
 */
public record Work(String ingestionUuid, String accountUuid, Origin origin, Makes makes, GivenFields given, @Nullable String encryptedToken,
        String modelUuid, String lane, int waits, int freshStarts, @Nullable PinnedRevision pinned, @Nullable String weighing,
        Instant deadline) {

    /** What a sentence calls what is made: {@code the model 'llama'}. */
    public String named() {
        return makes.kind().named(given.name());
    }
}
