package dev.weighbridge.artifact;

import org.jspecify.annotations.Nullable;

/**
 * A file of a model whose bytes are in the store and agree with what was announced.
 *
 * @param path where it lies in the model
 * @param size bytes
 * @param sha256 lower-case hex of its SHA-256, computed while it passed
 * @param blobUuid the blob that holds the bytes
 * @param verifiedBy the announced digest that agreed, or null when the source announced none and ours is the first word
 */
public record StoredFile(String path, long size, String sha256, String blobUuid, Digest.@Nullable Algorithm verifiedBy) {}
