package dev.weighbridge.source;

import java.util.List;

/**
 * A kind of place that can say which models it holds. Used by many threads at once; holds nothing between calls, fetches no file, and asks as few questions as
 * the place allows: a page of many models where it has such pages.
 */
public interface ModelCatalog {

    /** Whether this catalogue lists such a shelf. At most one says yes. */
    boolean lists(Shelf shelf);

    /**
     * What stands on the shelf now, whole: a failure in the middle of it is a failure of all, so that what is missing from an answer is missing at the place.
     *
     * @param most how many entries there may be
     * @throws dev.weighbridge.artifact.IngestionException SOURCE_NOT_FOUND if there is no such shelf, LIMIT_EXCEEDED, SOURCE_DENIED, SOURCE_NOT_ALLOWED,
     *     SOURCE_RATE_LIMITED, SOURCE_UNAVAILABLE, INVALID_REQUEST
     */
    List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access);
}
