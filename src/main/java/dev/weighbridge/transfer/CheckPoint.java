package dev.weighbridge.transfer;

import java.util.List;

/**
 * How far a blob has been re-read: {@link BlobCheck} goes on from there, on any node whose digest codec is the same.
 *
 * @param bytes that are behind it, whole parts if the blob's parts have checksums
 * @param codec who wrote {@code state}
 * @param state of the running digest over those bytes
 * @param damagedParts the numbers of those parts behind it whose checksums are not as they were, counted from 1
 */
public record CheckPoint(long bytes, String codec, String state, List<Integer> damagedParts) {

    public CheckPoint {
        damagedParts = List.copyOf(damagedParts);
    }
}
