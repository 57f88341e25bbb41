package dev.weighbridge.store;

/**
 * A blob whose bytes are complete in the store, and not READY yet.
 *
 * @param sha256 of its bytes, in lower-case hex
 * @param size bytes
 */
public record CompleteBlob(String uuid, String sha256, long size) {}
