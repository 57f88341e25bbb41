package dev.weighbridge.request;

import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Standing;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.Turn;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;

/** Enters the work of ingestions in the queue, each in the turn of its run or account. */
@Component
final class IngestTurns {

    private final Ingestions ingestions;

    private final WorkQueue queue;

    IngestTurns(Ingestions ingestions, WorkQueue queue) {
        this.ingestions = ingestions;
        this.queue = queue;
    }

    /** Enters it in the caller's transaction, in which its row is. */
    void enter(String ingestionUuid) {
        Standing standing = ingestions.standing(ingestionUuid).orElseThrow();
        queue.enter(Lane.valueOf(standing.lane()), WorkName.INGEST.text(), standing.subject(),
                new Turn(standing.share(), standing.priority().rank(), false));
    }
}
