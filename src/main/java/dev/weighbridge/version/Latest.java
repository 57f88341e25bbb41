package dev.weighbridge.version;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which model of a lineage is the latest: the highest stable version; only if there is none, the highest pre-release (a pseudo-version is one). Of equal
 * versions, which may differ in build metadata, the one of the later source time, then of the later createDate, then of the higher uuid.
 */
public final class Latest {

    private static final Comparator<VersionedModel> ORDER = Comparator.comparing(VersionedModel::isStable)
            .thenComparing(VersionedModel::semver, Precedence.ASCENDING)
            .thenComparing(VersionedModel::sourceTime, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(VersionedModel::createDate)
            .thenComparing(VersionedModel::uuid);

    private Latest() {}

    /** The one latest of a lineage, whatever the order they come in; nothing if there are none. */
    public static Optional<VersionedModel> of(Collection<VersionedModel> lineage) {
        return lineage.stream().max(ORDER);
    }
}
