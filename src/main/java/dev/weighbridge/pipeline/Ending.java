package dev.weighbridge.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.FencedException;
import dev.weighbridge.ingestion.Wish;
import dev.weighbridge.ingestion.WishException;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.stereotype.Component;

/** Decides what the end of an attempt means for its ingestion: over, later, elsewhere, or none of this attempt's business any more. */
@Component
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private static final int FRESH_STARTS = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Attempts attempts;

    private final LaneMoves moves;

    private final Tally tally;

    private final Clock clock;

    Ending(Attempts attempts, LaneMoves moves, Tally tally, Clock clock) {
        this.attempts = attempts;
        this.moves = moves;
        this.tally = tally;
        this.clock = clock;
    }

    /** What a job's end means that none of our steps has explained. */
    Outcome of(Attempt attempt, JobExecution execution) {
        if (execution.getStatus().isUnsuccessful()) {
            Throwable cause = execution.getAllFailureExceptions().stream().findFirst().orElse(null);
            throw new IllegalStateException("Spring Batch ended " + attempt + " with " + execution.getStatus(), cause);
        }
        tally.succeeded();
        return new Outcome.Done();
    }

    /** What a step's failure means. */
    Outcome of(Attempt attempt, Exception failure) {
        try {
            return unlessAskedToStop(attempt, failure);
        } catch (FencedException fenced) {
            return lostTo(fenced);
        }
    }

    /** A wish may come in after the step's last look at it: then the ingestion is not laid aside with the wish unheard. */
    private Outcome unlessAskedToStop(Attempt attempt, Exception failure) {
        try {
            return switch (failure) {
                case FencedException fenced -> throw fenced;
                case WishException wished -> throw wished;
                case InterruptedException stopped -> givenBack(attempt);
                case LaneChange change -> moved(attempt, change.lane());
                case IngestionException known -> failed(attempt, known);
                case RuntimeException away when DatabaseAway.isBehind(away) -> givenBackBy(attempt, away);
                default -> unexpected(attempt, failure);
            };
        } catch (WishException wished) {
            return obeyed(attempt, wished.wish());
        }
    }

    private static Outcome lostTo(FencedException fenced) {
        LOG.info("Stopping: {}", fenced.getMessage());
        return new Outcome.Done();
    }

    private Outcome obeyed(Attempt attempt, Wish wish) {
        if (wish == Wish.PAUSE) {
            attempts.paused(attempt);
        } else {
            attempts.cancelled(attempt);
        }
        LOG.info("Ingestion {} was asked to {}", attempt.ingestionUuid(), wish);
        return new Outcome.Done();
    }

    private Outcome givenBack(Attempt attempt) {
        attempts.giveBack(attempt);
        LOG.info("Giving ingestion {} back, because this node shuts down", attempt.ingestionUuid());
        return new Outcome.Again(clock.instant());
    }

    /** The database is there again, if that can be written; and else whoever called has it called again. */
    private Outcome givenBackBy(Attempt attempt, RuntimeException away) {
        attempts.giveBack(attempt);
        LOG.info("Giving ingestion {} back, because the database went away: {}", attempt.ingestionUuid(), away.toString());
        return new Outcome.Again(clock.instant().plus(FIRST_WAIT));
    }

    private Outcome moved(Attempt attempt, Lane lane) {
        moves.move(attempt, lane);
        return new Outcome.Done();
    }

    private Outcome failed(Attempt attempt, IngestionException failure) {
        Work work = attempts.work(attempt.ingestionUuid());
        if (failure.kind() == FailureKind.SOURCE_CHANGED && work.freshStarts() < FRESH_STARTS) {
            LOG.info("Ingestion {} is begun anew: {}", attempt.ingestionUuid(), failure.getMessage());
            attempts.startAfresh(attempt);
            tally.retried(failure.kind());
            return new Outcome.Again(clock.instant());
        }
        Instant again = again(work, failure);
        if (failure.kind().waitingHelps() && again.isBefore(work.deadline())) {
            LOG.info("Ingestion {} waits until {}: {}", attempt.ingestionUuid(), again, failure.getMessage());
            attempts.waits(attempt, Failure.of(failure));
            tally.retried(failure.kind());
            return new Outcome.Again(again);
        }
        LOG.warn("Ingestion {} of '{}' failed, {}: {}", attempt.ingestionUuid(), work.given().name(), failure.kind(), failure.getMessage());
        attempts.fail(attempt, Failure.of(failure));
        tally.failed(failure.kind());
        return new Outcome.Done();
    }

    /** When the other side says, else after a wait that doubles from five seconds to ten minutes. */
    private Instant again(Work work, IngestionException failure) {
        Instant asked = failure.retryAt();
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(work.waits(), 10));
        Instant ours = clock.instant().plus(doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
        return asked != null && asked.isAfter(clock.instant()) ? asked : ours;
    }

    private Outcome unexpected(Attempt attempt, Exception failure) {
        LOG.error("Ingestion {} failed in a way that nobody foresaw", attempt.ingestionUuid(), failure);
        var sentence = "Could not finish the import: an unexpected " + failure.getClass().getSimpleName()
                + " stopped it. The node's log tells more under ingestion " + attempt.ingestionUuid()
                + "; report it, and add it again.";
        attempts.fail(attempt, new Failure(FailureKind.INTERNAL, sentence));
        tally.failed(FailureKind.INTERNAL);
        return new Outcome.Done();
    }
}
