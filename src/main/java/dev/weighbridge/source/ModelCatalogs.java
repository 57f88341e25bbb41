package dev.weighbridge.source;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.stereotype.Component;

/** The catalogues of all places. Where a place has none, a single model of it is looked at by listing its files. Used by many threads at once. */
@Component
public final class ModelCatalogs {

    private final List<ModelCatalog> catalogs;

    private final ModelSources sources;

    private final Tries tries;

    ModelCatalogs(List<ModelCatalog> catalogs, ModelSources sources, Clock clock) {
        this.catalogs = catalogs;
        this.sources = sources;
        this.tries = new Tries(Thread::sleep, clock);
    }

    /**
     * What stands on a shelf now; tried again where waiting helps, for at most a few minutes.
     *
     * @param most how many entries there may be
     * @throws IngestionException INVALID_REQUEST if nobody lists such a shelf, and as {@link ModelCatalog#list}
     */
    public List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access) {
        return catalogs.stream().filter(catalog -> catalog.lists(shelf)).findFirst()
                .map(catalog -> tries.of(() -> catalog.list(shelf, most, access)))
                .orElseGet(() -> byItsFiles(shelf, access));
    }

    /** A place whose revision cannot be named in a reference is told by its files, which do not change with each commit beside them. */
    private List<CatalogEntry> byItsFiles(Shelf shelf, SourceAccess access) {
        if (shelf.kind() != Shelf.Kind.MODEL) {
            throw invalid(shelf, "its place cannot be listed this way",
                    "Hubs list organisations and collections, folders and buckets list folders, registries list repositories; anything else can be followed model by model");
        }
        if (!shelf.revisions().isEmpty()) {
            throw invalid(shelf, "its place does not list its branches and tags",
                    "Name the revision in the model's reference, and leave 'revisions' out");
        }
        Listing listing = sources.of(shelf.place()).list(shelf.place(), access);
        String revision = Objects.requireNonNullElseGet(listing.revision(), () -> Fingerprint.of(listing.files()));
        String reference = shelf.place().location();
        return List.of(
                new CatalogEntry(reference, "", reference + (shelf.place().unpack() ? "?unpack" : ""), revision.length() <= 128 ? revision
                        : Fingerprint.of(listing.files()), null));
    }

    private static IngestionException invalid(Shelf shelf, String why, String what) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not list " + shelf.kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + shelf.place().location() + ": " + why + ". " + what + ".");
    }
}
