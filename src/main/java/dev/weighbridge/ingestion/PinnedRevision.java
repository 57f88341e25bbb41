package dev.weighbridge.ingestion;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the source was asked for, once: later attempts read the same.
 *
 * @param revision commit or digest, null when the source has none
 * @param versionTag the revision's name as a version text, null when it has none
 * @param sourceTime when it was made, null when unknown
 * @param notes what else the listing said, as the pipeline's JSON, null when it said nothing
 */
public record PinnedRevision(@Nullable String revision, @Nullable String versionTag, @Nullable Instant sourceTime,
        @Nullable String notes) {}
