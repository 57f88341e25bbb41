package dev.weighbridge.pipeline;

import dev.weighbridge.center.ModelPlace;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.transfer.ModelTransfer;
import dev.weighbridge.transfer.TransferOrder;
import org.springframework.stereotype.Component;

/** Brings every listed file into the store that is not there yet. */
@Component
final class TransferStep implements AttemptStep {

    private final Places places;

    private final ModelTransfer transfer;

    TransferStep(Places places, ModelTransfer transfer) {
        this.places = places;
        this.transfer = transfer;
    }

    @Override
    public void run(Attempt attempt, Work work) throws InterruptedException {
        ModelPlace place = places.of(work);
        // The digests are those of the listing: who announced them had to be trusted then, and has to be now.
        ListingNotes notes = ListingNotes.of(work);
        boolean trusted = place.announcementsAreTrusted() && notes != null && notes.announcementsWereTrusted();
        transfer.move(new TransferOrder(attempt, work.accountUuid(), place.source(), place.access(),
                trusted, place.selection()));
    }
}
