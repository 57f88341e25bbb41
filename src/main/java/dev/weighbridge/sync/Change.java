package dev.weighbridge.sync;

import dev.weighbridge.source.CatalogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of a model at a branch or tag, compared with what is known.
 *
 * @param entry null if it is not on the list
 * @param known null if it is not known
 */
record Change(What what, String key, @Nullable CatalogEntry entry, @Nullable Known known) {

    enum What {
        /** To be requested for the first time, or again because it never came. */
        NEW,
        /** To be requested at another revision, or again because that one failed. */
        CHANGED, UNCHANGED,
        /** It was gone, and what we have of it is what it is now. */
        RETURNED, REMOVED,
        /** Not followed any more since the rules were changed. */
        FORGOTTEN;

        boolean isRequested() {
            return this == NEW || this == CHANGED;
        }
    }

    /** What it is called at its place. */
    String id() {
        return entry != null ? entry.id() : known == null ? "" : known.id();
    }
}
