package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.SourceFile;

/**
 * A place that a blob's bytes once came from, or were found to be at.
 *
 * @param accountUuid who imported them from there
 * @param kind of what it was to be
 * @param given what was asked for
 * @param file as it was listed then
 */
public record KnownSource(String accountUuid, ArtifactKind kind, GivenFields given, SourceFile file) {}
