package dev.weighbridge.request;

import java.time.Instant;
import java.util.Optional;

import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.NewIngestion;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;

/** The rows that an accepted request is made of, all in the caller's transaction. */
@Component
final class Entries {

    private final Ingestions ingestions;

    private final ApiJobs jobs;

    private final WorkQueue queue;

    Entries(Ingestions ingestions, ApiJobs jobs, WorkQueue queue) {
        this.ingestions = ingestions;
        this.jobs = jobs;
        this.queue = queue;
    }

    /** The open ingestion of an equal request, which stays open until the transaction ends. */
    Optional<String> open(String key) {
        return ingestions.holdOpen(key);
    }

    /** Gives an open ingestion as much time as one more caller is willing to wait. */
    void prolong(String ingestionUuid, Instant deadline) {
        ingestions.prolong(ingestionUuid, deadline);
    }

    /** The new ingestion, with its work. */
    String enter(NewIngestion entered) {
        ingestions.open(entered);
        queue.enter(Lane.valueOf(entered.lane()), WorkName.INGEST.text(), entered.uuid());
        return entered.uuid();
    }

    /** The API job, if the request came with one. */
    void follow(ModelRequest request, String ingestionUuid) {
        ApiCall call = request.call();
        if (call != null) {
            jobs.follow(call.jobUuid(), request.accountUuid(), ingestionUuid, call.webHook());
        }
    }
}
