package dev.weighbridge.version;

import java.time.Instant;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * All that may say which version a model is.
 *
 * @param given the request's {@code version}
 * @param artifact what the artifact itself says, with where it says so
 * @param tag the source's tag or revision name
 * @param time of the commit, or Last-Modified
 * @param hex the commit, or {@code artifactChecksum}: 12 or more hexadecimal digits
 */
public record VersionSources(@Nullable String given, @Nullable Derivation artifact, @Nullable String tag, Instant time, String hex) {}
