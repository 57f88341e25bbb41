package dev.weighbridge.ingestion;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a caller polls. It follows an ingestion, or has ended with an answer of its own.
 *
 * @param uuid a secret: who knows it may see the answer
 * @param accountUuid whose call it was, null when nobody was logged in
 * @param status the HTTP status of its own answer
 * @param body the JSON of its own answer
 */
public record ApiJob(String uuid, @Nullable String accountUuid, @Nullable String ingestionUuid, @Nullable Integer status,
        @Nullable String body,
        Instant createdAt, @Nullable Instant endedAt) {}
