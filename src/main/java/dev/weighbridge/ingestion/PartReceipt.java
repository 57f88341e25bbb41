package dev.weighbridge.ingestion;

/**
 * What the store answered for a part.
 *
 * @param size bytes
 * @param receipt the store's own text, which it wants back when the upload is completed
 */
public record PartReceipt(int size, String receipt) {}
