package dev.weighbridge.pipeline;

import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.source.Listing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks the source what there is and keeps the answer, so that every later attempt reads the same files. Large models go on in a lane of their own. */
@Component
final class ResolveStep implements AttemptStep {

    /** From here on an ingestion takes longer than its neighbours of the small lane should have to wait. */
    private static final long LARGE = 1L << 30;

    private final Places places;

    private final ModelCenters centers;

    private final Keeper keeper;

    private final Failpoints failpoints;

    ResolveStep(Places places, ModelCenters centers, Keeper keeper, Failpoints failpoints) {
        this.places = places;
        this.centers = centers;
        this.keeper = keeper;
        this.failpoints = failpoints;
    }

    /** Writes the listing down. */
    @Component
    record Keeper(TransactionTemplate transaction, Fence fence, IngestionFiles files) {

        void keep(Attempt attempt, Listing listing) {
            transaction.executeWithoutResult(status -> {
                fence.hold(attempt);
                files.keepListing(attempt, new PinnedRevision(listing.revision(), listing.tag(), listing.sourceTime()), listing.files());
            });
        }
    }

    @Override
    public void run(Attempt attempt, Work work) throws LaneChange {
        if (work.pinned() != null) {
            return;
        }
        Places.Place place = places.of(work);
        Listing listing = place.source().list(place.reference(), place.access());
        keeper.keep(attempt, listing);
        centers.reached(work.given().modelCenterUuid());
        failpoints.reached(Failpoint.LISTING_SAVED);
        long bytes = listing.files().stream().mapToLong(file -> Math.max(0, file.size())).sum();
        if (bytes >= LARGE && work.lane().equals(Lane.SMALL.name())) {
            throw new LaneChange(Lane.LARGE);
        }
    }
}
