package dev.weighbridge.transfer;

import dev.weighbridge.ingestion.FileTask;

/**
 * A file whose bytes are complete in the store and agree with what was announced; its blob is not READY yet.
 *
 * @param size bytes
 * @param sha256 lower-case hex
 * @param unrecorded bytes fetched that no checkpoint has counted yet
 */
record Landed(FileTask task, String blobUuid, long size, String sha256, long unrecorded) {}
