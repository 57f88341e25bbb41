package dev.weighbridge.request;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.JobWork;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.stereotype.Component;

/** Deletes the models of a DeleteModels, each in a transaction of its own. */
@Component
final class DeleteHandler implements WorkHandler {

    private final Removals removals;

    private final JobWork work;

    DeleteHandler(Removals removals, JobWork work) {
        this.removals = removals;
        this.work = work;
    }

    @Override
    public String name() {
        return WorkName.DELETE.text();
    }

    @Override
    public Outcome handle(Lane lane, String jobUuid) {
        return work.advance(jobUuid, this::delete).<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Done::new);
    }

    /** What is gone by now is deleted, too. */
    private void delete(String modelUuid) {
        try {
            removals.removeModel(modelUuid);
        } catch (IngestionException failed) {
            if (failed.kind() != FailureKind.NOT_FOUND) {
                throw failed;
            }
        }
    }
}
