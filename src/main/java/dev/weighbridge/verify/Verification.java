package dev.weighbridge.verify;

import java.time.Instant;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A verification as it stands.
 *
 * @param accountUuid whose model it is
 * @param attempt how many workers have had it
 * @param node who has it, or had it last
 * @param blobsTotal of the model when it began; blobs are counted once, however many of its files they are, and not if another verification replaces them
 * @param bytesDone read again
 * @param bytesFetched from the source, for repairs
 * @param damaged of those done, repaired or not
 * @param failure why it failed, or why it waits
 */
public record Verification(String uuid, String modelUuid, String accountUuid, VerificationState state, int attempt, @Nullable String node,
        long blobsTotal, long blobsDone, long bytesTotal, long bytesDone, long bytesFetched, long intact, long damaged, long repaired,
        @Nullable Failure failure, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {}
