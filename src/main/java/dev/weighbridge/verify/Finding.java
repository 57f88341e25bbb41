package dev.weighbridge.verify;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A blob that was not what it had been.
 *
 * @param files how many files of the model are in it
 * @param paths of the first of them
 * @param size bytes that it had
 * @param sha256 that it had
 * @param foundSize null if there was no object
 * @param foundSha256 null if there was none, or if the object was longer than it had been
 * @param damagedParts their numbers, counted from 1; null if it is not known which
 * @param newBlobUuid where the bytes are now, if they were repaired
 * @param message how it was repaired; or why not, and what to do
 */
public record Finding(String blobUuid, long files, List<String> paths, long size, String sha256, @Nullable Long foundSize,
        @Nullable String foundSha256, @Nullable List<Integer> damagedParts, Outcome outcome, @Nullable String newBlobUuid,
        String message) {

    /** What became of it. */
    public enum Outcome {
        REPAIRED, NOT_REPAIRED
    }

    private static final int LONGEST = 4000;

    /** Cuts the sentence to what its column holds. */
    public Finding {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
        paths = List.copyOf(paths);
        damagedParts = damagedParts == null ? null : List.copyOf(damagedParts);
    }

    /** With the blob that took its place. */
    Finding repairedTo(String blob) {
        return new Finding(blobUuid, files, paths, size, sha256, foundSize, foundSha256, damagedParts, Outcome.REPAIRED, blob, message);
    }
}
