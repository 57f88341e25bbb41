package dev.weighbridge.source;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds at one revision.
 *
 * @param revision the pinned commit or digest, or null when the source has no such thing
 * @param tag the revision's name as a version text, or null
 * @param sourceTime when the revision was made: the commit's time, else the latest modification time of its files, or null when unknown
 * @param files never empty; sorted by the UTF-8 bytes of their paths, the order that {@code LC_ALL=C sort} has
 * @param facts what else the place says
 */
public record Listing(@Nullable String revision, @Nullable String tag, @Nullable Instant sourceTime, List<SourceFile> files,
        SourceFacts facts) {

    private static final Comparator<
            SourceFile> BY_PATH_BYTES = Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** @param files in any order */
    public Listing {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a listing has at least one file");
        }
        files = files.stream().sorted(BY_PATH_BYTES).toList();
    }

    /** The same with other files. */
    public Listing with(List<SourceFile> others) {
        return new Listing(revision, tag, sourceTime, others, facts);
    }

    public Listing(@Nullable String revision, @Nullable String tag, @Nullable Instant sourceTime, List<SourceFile> files) {
        this(revision, tag, sourceTime, files, SourceFacts.NONE);
    }
}
