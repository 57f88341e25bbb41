package dev.weighbridge.request;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Work;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may want of an ingestion, or of all of a run. What a worker has stops soon, in the middle of a part if need be. For many threads. */
@Component
public class Wishes {

    private static final int AT_A_TIME = 500;

    private final Ingestions ingestions;

    private final Attempts attempts;

    private final IngestTurns turns;

    private final RequestIntake intake;

    private final TransactionTemplate transaction;

    Wishes(Ingestions ingestions, Attempts attempts, IngestTurns turns, RequestIntake intake, TransactionTemplate transaction) {
        this.ingestions = ingestions;
        this.attempts = attempts;
        this.turns = turns;
        this.intake = intake;
        this.transaction = transaction;
    }

    /**
     * Lays it aside until {@link #resume}.
     *
     * @throws IngestionException NOT_FOUND; CONFLICT if it has ended, or waits for an approval
     */
    @Transactional
    public void pause(String uuid) {
        refuseUnless(ingestions.pause(uuid), "pause", uuid);
    }

    /**
     * Goes on with what was paused, where it stood.
     *
     * @throws IngestionException NOT_FOUND; CONFLICT if it is not paused
     */
    @Transactional
    public void resume(String uuid) {
        if (!ingestions.unpause(uuid)) {
            refuseUnless(ingestions.release(uuid, true), "resume", uuid);
            turns.enter(uuid);
        }
    }

    /**
     * Lets it begin.
     *
     * @throws IngestionException NOT_FOUND; CONFLICT if it does not wait for an approval
     */
    @Transactional
    public void approve(String uuid) {
        refuseUnless(ingestions.release(uuid, false), "approve", uuid);
        turns.enter(uuid);
    }

    /**
     * Ends it, if it has not ended.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void cancel(String uuid) {
        ingestions.cancel(uuid);
    }

    /**
     * Asks for the same again, as a new ingestion: what is in the store already is not fetched again. A token that came with the request is not kept after
     * its end; the model centre's own credentials count then.
     *
     * @return the new ingestion's uuid, or that of an equal one that is open
     * @throws IngestionException NOT_FOUND; CONFLICT if it did not fail and was not cancelled; whatever {@link RequestIntake#accept} refuses with
     */
    public String retry(String uuid) {
        Ingestion ended = find(uuid);
        if (!ended.state().isInVain()) {
            throw refusal("retry", ended);
        }
        Work work = attempts.work(uuid);
        var way = new Way(ended.origin(), ended.runUuid(), ended.priority(), false);
        return intake.accept(new ModelRequest(ended.accountUuid(), way, ended.makes(), work.given(), null, null)).ingestionUuid();
    }

    /** Lays aside all of a run that have begun or may begin. */
    @Transactional
    public void pauseRun(String runUuid) {
        ingestions.pauseRun(runUuid);
    }

    /** Goes on with all of a run that were paused. */
    public void resumeRun(String runUuid) {
        List<String> some = ingestions.pausedOfRun(runUuid, AT_A_TIME);
        while (!some.isEmpty()) {
            List<String> these = some;
            transaction.executeWithoutResult(status -> these.forEach(this::resume));
            some = ingestions.pausedOfRun(runUuid, AT_A_TIME);
        }
    }

    /** Ends all of a run that have not ended. */
    public void cancelRun(String runUuid) {
        List<String> some = ingestions.toCancelOfRun(runUuid, AT_A_TIME);
        while (!some.isEmpty()) {
            List<String> these = some;
            transaction.executeWithoutResult(status -> these.forEach(ingestions::cancel));
            some = ingestions.toCancelOfRun(runUuid, AT_A_TIME);
        }
    }

    private void refuseUnless(boolean done, String wish, String uuid) {
        if (!done) {
            throw refusal(wish, find(uuid));
        }
    }

    private Ingestion find(String uuid) {
        return ingestions.find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the ingestion " + uuid + ": there is none with this uuid. Check it."));
    }

    private static IngestionException refusal(String wish, Ingestion now) {
        return new IngestionException(FailureKind.CONFLICT,
                "Could not " + wish + " the ingestion " + now.uuid() + ": it is " + now.state() + ". " + switch (wish) {
                    case "pause" -> "Only one that has not ended, and needs no approval, can be paused.";
                    case "resume" -> "Only one that was paused goes on; ask for it again with retry if it has failed.";
                    case "approve" -> "Only one that waits for an approval can be approved.";
                    default -> "Only one that failed or was cancelled can be tried again.";
                });
    }
}
