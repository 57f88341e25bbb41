package dev.weighbridge.plan;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What an AddModel would do now.
 *
 * @param commit the revision that would be pinned, null where the place has none
 * @param sourceTime when it was made, null when unknown
 * @param weights which set of weights would be taken, null where there is nothing to choose
 * @param rule why those files
 * @param files all that the place lists, in the order of their paths
 * @param bytesToFetch of the files that would be taken and are not stored; those of unknown size count nothing
 * @param bytesStored of the files that would be taken and are stored already
 * @param licence as the place says it, null if it does not
 * @param gated what a person has to do first: {@code auto} or {@code manual}, null if nothing
 * @param versionSemver what the version would be unless a file itself says another; null if that depends on the bytes
 * @param problems sentences about what would fail, or is odd
 */
public record Plan(@Nullable String commit, @Nullable Instant sourceTime, @Nullable String weights, String rule, List<PlannedFile> files,
        long bytesToFetch, long bytesStored, @Nullable String licence, @Nullable String gated, @Nullable String versionSemver,
        List<String> problems) {

    /**
     * One file.
     *
     * @param size bytes, null when the place does not tell
     * @param digest what the place announces, null when nothing
     * @param stored whether its bytes are in the store and need not be fetched
     * @param why it is not taken, or what is done with it; null for a file that is taken as it is
     */
    public record PlannedFile(String path, @Nullable Long size, @Nullable Digest digest, boolean taken, boolean stored,
            @Nullable String why) {}
}
