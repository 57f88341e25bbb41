package dev.weighbridge.store;

import org.jspecify.annotations.Nullable;

/**
 * What a blob held when it became READY.
 *
 * @param size bytes
 * @param sha256 lower-case hex
 * @param sums of its parts; null if it was written as one part, or by a release that kept none
 * @param ready false if it was found to be damaged since
 */
public record WeighedBlob(String uuid, long size, String sha256, @Nullable PartSums sums, boolean ready) {}
