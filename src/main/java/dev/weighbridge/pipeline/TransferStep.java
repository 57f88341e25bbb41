package dev.weighbridge.pipeline;

import dev.weighbridge.center.ModelPlace;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.source.TolledSource;
import dev.weighbridge.transfer.ModelTransfer;
import dev.weighbridge.transfer.TransferOrder;
import org.springframework.stereotype.Component;

/** Brings every listed file into the store that is not there yet. */
@Component
final class TransferStep implements AttemptStep {

    private final Places places;

    private final ModelTransfer transfer;

    private final Fence fence;

    TransferStep(Places places, ModelTransfer transfer, Fence fence) {
        this.places = places;
        this.transfer = transfer;
        this.fence = fence;
    }

    @Override
    public void run(Attempt attempt, Work work) throws InterruptedException {
        ModelPlace place = places.of(work);
        // The digests are those of the listing: who announced them had to be trusted then, and has to be now.
        ListingNotes notes = ListingNotes.of(work);
        boolean trusted = place.announcementsAreTrusted() && notes != null && notes.announcementsWereTrusted();
        transfer.move(new TransferOrder(attempt, work.accountUuid(), new TolledSource(place.source(), new Heed(fence, attempt)),
                place.access(), trusted, place.selection()));
    }
}
