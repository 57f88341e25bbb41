package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** Collects what stands on a shelf, as far as its limit. For one thread. */
public final class ShelfLimit {

    private final Shelf shelf;

    private final int most;

    private final List<CatalogEntry> entries = new ArrayList<>();

    public ShelfLimit(Shelf shelf, int most) {
        this.shelf = shelf;
        this.most = most;
    }

    /** @throws IngestionException LIMIT_EXCEEDED */
    public void add(Collection<CatalogEntry> more) {
        entries.addAll(more);
        check(entries.size());
    }

    /** @throws IngestionException LIMIT_EXCEEDED if so many are too many */
    public void check(int met) {
        if (met > most) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not list " + shelf.place().location() + ": it has more than " + most
                            + " models or revisions. Follow a part of it, or raise weighbridge.sync.max-models.");
        }
    }

    public List<CatalogEntry> entries() {
        return List.copyOf(entries);
    }
}
