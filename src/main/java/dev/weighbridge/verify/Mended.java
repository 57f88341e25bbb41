package dev.weighbridge.verify;

import dev.weighbridge.store.PartSums;
import org.jspecify.annotations.Nullable;

/** What came of trying to repair a blob. */
sealed interface Mended {

    /** The bytes are complete in a fresh blob that was WRITING. */
    record Anew(String blobUuid, @Nullable PartSums sums, String how) implements Mended {}

    /** The bytes are in another blob that is READY, and were verified there. */
    record Elsewhere(String blobUuid, String how) implements Mended {}

    /** @param why a sentence, with what to do */
    record Not(String why) implements Mended {}
}
