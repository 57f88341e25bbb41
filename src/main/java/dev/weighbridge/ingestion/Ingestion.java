package dev.weighbridge.ingestion;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An ingestion as it stands.
 *
 * @param runUuid the list or sync that it belongs to
 * @param reference the request's installPath, as it was given
 * @param step what is being done, or was last: resolve, transfer, inspect, commit
 * @param attempt how many workers have had it
 * @param node who has it, or had it last
 * @param bytesTotal of all files, null until they are listed
 * @param bytesFetched moved from the source, over all attempts
 * @param bytesDeduplicated not moved because the store had them
 * @param failure why it failed, or why it waits
 * @param modelUuid the uuid of the model or dataset that it makes, which is there once it has succeeded
 * @param deadline until when waiting is tried
 */
public record Ingestion(String uuid, String accountUuid, Origin origin, @Nullable String runUuid, Priority priority, String modelCenterUuid,
        String name, String reference, IngestionState state,
        String step,
        int attempt, @Nullable String node, @Nullable Long bytesTotal, long bytesFetched, long bytesDeduplicated, @Nullable Failure failure,
        Makes makes, String modelUuid, Instant createdAt, @Nullable Instant endedAt, Instant deadline) {}
