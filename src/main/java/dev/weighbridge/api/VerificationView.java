package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.verify.Finding;
import dev.weighbridge.verify.Verification;
import dev.weighbridge.verify.VerificationState;
import org.jspecify.annotations.Nullable;

/**
 * A verification as this door shows it.
 *
 * @param damaged blobs of those done, repaired or not
 * @param findings what was damaged; left out of lists
 */
public record VerificationView(String uuid, String modelUuid, VerificationState state, int attempt, @Nullable String node, long blobsTotal,
        long blobsDone, long bytesTotal, long bytesDone, long bytesFetched, long intact, long damaged, long repaired,
        @Nullable Failure failure, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FindingView> findings) {

    static VerificationView of(Verification one, @Nullable List<Finding> findings) {
        return new VerificationView(one.uuid(), one.modelUuid(), one.state(), one.attempt(), one.node(), one.blobsTotal(), one.blobsDone(),
                one.bytesTotal(), one.bytesDone(), one.bytesFetched(), one.intact(), one.damaged(), one.repaired(), one.failure(),
                one.createdAt(), one.startedAt(), one.endedAt(), findings == null ? null : findings.stream().map(FindingView::of).toList());
    }

    /**
     * A blob that was not what it had been.
     *
     * @param files how many files of the model are in it; {@code paths} are the first of them
     * @param found what is there instead; null if nothing is
     * @param damagedParts their numbers, counted from 1; null if it is not known which
     */
    record FindingView(String blobUuid, long files, List<String> paths, long size, String sha256, @Nullable Found found,
            @Nullable List<Integer> damagedParts, Finding.Outcome outcome, @Nullable String newBlobUuid, String message) {

        static FindingView of(Finding one) {
            Long size = one.foundSize();
            return new FindingView(one.blobUuid(), one.files(), one.paths(), one.size(), one.sha256(),
                    size == null ? null : new Found(size, one.foundSha256()), one.damagedParts(), one.outcome(), one.newBlobUuid(),
                    one.message());
        }
    }

    /** @param sha256 null if the object is longer than it was */
    record Found(long size, @Nullable String sha256) {}
}
