package dev.weighbridge.request;

import java.time.Instant;
import java.util.Optional;

import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.NewIngestion;
import org.springframework.stereotype.Component;

/** The rows that an accepted request is made of, all in the caller's transaction. */
@Component
final class Entries {

    private final Ingestions ingestions;

    private final ApiJobs jobs;

    private final IngestTurns turns;

    Entries(Ingestions ingestions, ApiJobs jobs, IngestTurns turns) {
        this.ingestions = ingestions;
        this.jobs = jobs;
        this.turns = turns;
    }

    /** The open ingestion of an equal request, which stays open until the transaction ends. */
    Optional<String> open(String key) {
        return ingestions.holdOpen(key);
    }

    /** Gives an open ingestion as much time as one more caller is willing to wait. */
    void prolong(String ingestionUuid, Instant deadline) {
        ingestions.prolong(ingestionUuid, deadline);
    }

    /** The new ingestion, with its work, unless it is held. */
    String enter(NewIngestion entered) {
        ingestions.open(entered);
        if (!entered.held()) {
            turns.enter(entered.uuid());
        }
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
