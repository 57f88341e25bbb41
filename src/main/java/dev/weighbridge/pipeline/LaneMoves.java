package dev.weighbridge.pipeline;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Standing;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.Turn;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets an ingestion go on in another lane, where it takes its turn like what began there. */
@Component
class LaneMoves {

    private final Attempts attempts;

    private final Ingestions ingestions;

    private final WorkQueue queue;

    LaneMoves(Attempts attempts, Ingestions ingestions, WorkQueue queue) {
        this.attempts = attempts;
        this.ingestions = ingestions;
        this.queue = queue;
    }

    @Transactional
    public void move(Attempt attempt, Lane lane) {
        attempts.moveTo(attempt, lane.name());
        Standing standing = ingestions.standing(attempt.ingestionUuid()).orElseThrow();
        queue.enter(lane, WorkName.INGEST.text(), standing.subject(), new Turn(standing.share(), standing.priority().rank(), false));
    }
}
