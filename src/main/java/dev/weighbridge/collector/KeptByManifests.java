package dev.weighbridge.collector;

import dev.weighbridge.manifest.Strangers;
import org.jspecify.annotations.Nullable;

/** What one sweep leaves because a manifest names it. The store is looked through when there is the first thing to remove, and in most sweeps there is none. */
final class KeptByManifests {

    private final Strangers strangers;

    private Strangers.@Nullable Kept found;

    KeptByManifests(Strangers strangers) {
        this.strangers = strangers;
    }

    boolean keeps(String blobUuid) {
        Strangers.Kept kept = found;
        if (kept == null) {
            kept = strangers.kept();
            found = kept;
        }
        return kept.keeps(blobUuid);
    }

    /** How many are of what the inventory does not know; 0 if nobody looked. */
    int manifests() {
        Strangers.Kept kept = found;
        return kept == null ? 0 : kept.manifests();
    }
}
