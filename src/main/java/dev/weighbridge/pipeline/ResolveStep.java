package dev.weighbridge.pipeline;

import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.center.CenterNews;
import dev.weighbridge.center.ModelPlace;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.source.Choice;
import dev.weighbridge.source.Listing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the source what there is, chooses which files are taken, and keeps the answer, so that every later attempt reads the same files. What can be known to
 * fail fails here, before the first byte. Large models go on in a lane of their own.
 */
@Component
final class ResolveStep implements AttemptStep {

    /** From here on an ingestion takes longer than its neighbours of the small lane should have to wait. */
    private static final long LARGE = 1L << 30;

    private final Places places;

    private final News news;

    private final Keeper keeper;

    private final Admission admission;

    private final Failpoints failpoints;

    ResolveStep(Places places, News news, Keeper keeper, Admission admission, Failpoints failpoints) {
        this.places = places;
        this.news = news;
        this.keeper = keeper;
        this.admission = admission;
        this.failpoints = failpoints;
    }

    /** Tells what a listing says of the centre, too. */
    @Component
    record News(CenterNews centers) {

        Listing listed(Work work, ModelPlace place) {
            try {
                Listing all = place.list();
                centers.reached(work.given().modelCenterUuid(), place.reference());
                return all;
            } catch (IngestionException failed) {
                centers.failed(work.given().modelCenterUuid(), place.reference(), failed);
                throw failed;
            }
        }
    }

    /** Writes the listing down. */
    @Component
    record Keeper(TransactionTemplate transaction, Fence fence, IngestionFiles files) {

        void keep(Attempt attempt, Listing listing, ListingNotes notes) {
            var pinned = new PinnedRevision(listing.revision(), listing.tag(), listing.sourceTime(), notes.toJson());
            transaction.executeWithoutResult(status -> {
                fence.hold(attempt);
                files.keepListing(attempt, pinned, listing.files());
            });
        }
    }

    @Override
    public void run(Attempt attempt, Work work) throws LaneChange {
        if (work.pinned() != null) {
            return;
        }
        ModelPlace place = places.of(work);
        Listing all = news.listed(work, place);
        Choice choice = place.choose(all);
        List<SourceFile> taken = choice.taken();
        admission.admit(Admission.Candidate.of(work), taken, place.announcementsAreTrusted());
        keeper.keep(attempt, all.with(taken), ListingNotes.of(choice, all.facts(), place.announcementsAreTrusted()));
        failpoints.reached(Failpoint.LISTING_SAVED);
        if (Admission.bytes(taken) >= LARGE && work.lane().equals(Lane.SMALL.name())) {
            throw new LaneChange(Lane.LARGE);
        }
    }
}
