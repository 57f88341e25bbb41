package dev.weighbridge.bulk;

import java.time.Instant;

import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A bulk import as it stands.
 *
 * @param accountUuid who will own its models
 * @param dryRun whether its rows are only planned
 * @param modelCenterUuid of rows that name none; null if all must
 * @param priority of rows that name none
 */
public record BulkRun(String uuid, String accountUuid, String name, BulkState state, boolean dryRun, @Nullable String modelCenterUuid,
        Priority priority, BulkCounts counts, Instant createdAt) {}
