package dev.weighbridge.transfer;

import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.store.PartSums;

import org.jspecify.annotations.Nullable;

/**
 * A file whose bytes are complete in the store and agree with what was announced; its blob is not READY yet.
 *
 * @param size bytes
 * @param sha256 lower-case hex
 * @param unrecorded bytes fetched that no checkpoint has counted yet
 * @param sums of its parts; null for a file of one part, and where an earlier release wrote some of them
 */
record Landed(FileTask task, String blobUuid, long size, String sha256, long unrecorded, @Nullable PartSums sums) {}
