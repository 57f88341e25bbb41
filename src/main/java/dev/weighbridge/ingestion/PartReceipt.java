package dev.weighbridge.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * What the store answered for a part.
 *
 * @param size bytes
 * @param receipt the store's own text, which it wants back when the upload is completed
 * @param crc32c of the part's bytes; null where an earlier release wrote it
 */
public record PartReceipt(int size, String receipt, @Nullable Integer crc32c) {}
