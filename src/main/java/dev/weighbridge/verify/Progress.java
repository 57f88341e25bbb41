package dev.weighbridge.verify;

import dev.weighbridge.transfer.CheckPoint;
import org.jspecify.annotations.Nullable;

/**
 * How far a verification is: everything up to {@code afterBlob}, and of the next blob what is behind {@code point}.
 *
 * @param afterBlob the last blob that is done with, in the order of uuids; empty at the beginning
 * @param reading the blob that is being read, with a point in it where the reading can go on
 * @param repairBlob the fresh blob that a damaged one is being written to
 * @param waits how often waiting was tried since the last blob was done
 */
record Progress(String afterBlob, Counts counts, @Nullable Reading reading, @Nullable String repairBlob, int waits) {

    record Counts(long blobsDone, long bytesDone, long intact, long damaged, long repaired, long bytesFetched) {}

    record Reading(String blobUuid, CheckPoint point) {}

    @Nullable
    CheckPoint pointIn(String blobUuid) {
        return reading != null && reading.blobUuid().equals(blobUuid) ? reading.point() : null;
    }

    Progress reads(String blobUuid, CheckPoint point) {
        return new Progress(afterBlob, counts, new Reading(blobUuid, point), repairBlob, waits);
    }

    Progress writes(@Nullable String freshBlob) {
        return new Progress(afterBlob, counts, reading, freshBlob, waits);
    }

    Progress fetched(long bytes) {
        var more = new Counts(counts.blobsDone(), counts.bytesDone(), counts.intact(), counts.damaged(), counts.repaired(),
                counts.bytesFetched() + bytes);
        return new Progress(afterBlob, more, reading, repairBlob, waits);
    }

    /** The blob is what it was. */
    Progress intact(String blobUuid, long size) {
        return done(blobUuid, new Counts(counts.blobsDone() + 1, counts.bytesDone() + size, counts.intact() + 1, counts.damaged(),
                counts.repaired(), counts.bytesFetched()));
    }

    /** The blob is not what it was. */
    Progress damaged(String blobUuid, long size, boolean repaired) {
        return done(blobUuid, new Counts(counts.blobsDone() + 1, counts.bytesDone() + size, counts.intact(), counts.damaged() + 1,
                counts.repaired() + (repaired ? 1 : 0), counts.bytesFetched()));
    }

    /** There is nothing to look at: the blob is not the model's any more, or was written by this verification. */
    Progress passed(String blobUuid) {
        return done(blobUuid, counts);
    }

    private static Progress done(String blobUuid, Counts counts) {
        return new Progress(blobUuid, counts, null, null, 0);
    }
}
