package dev.weighbridge.version;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/**
 * A model of a lineage, as far as {@link Latest} needs it.
 *
 * @param versionSemver SemVer 2.0.0, as {@link VersionText} and {@link PseudoVersion} write it
 * @param sourceTime of the commit, or Last-Modified; null if the source did not tell, which counts as older than any time
 */
public record VersionedModel(String uuid, String versionSemver, @Nullable Instant sourceTime, Instant createDate) {

    /** @throws IllegalArgumentException if {@code versionSemver} is no SemVer */
    public VersionedModel {
        if (Semver.parse(versionSemver) == null) {
            throw new IllegalArgumentException("not a semantic version: " + versionSemver);
        }
    }

    Semver semver() {
        return new Semver(versionSemver);
    }

    /** Not {@link Semver#isStable()}, which takes 0.y.z for unstable. */
    boolean isStable() {
        return semver().getPreRelease().isEmpty();
    }
}
