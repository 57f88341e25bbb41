package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Works an API job's items off, one after the other, for a while at a time. What one of them comes to is no matter for the next. For many threads. */
@Component
public class JobWork {

    private static final Logger LOG = LoggerFactory.getLogger(JobWork.class);

    /** Others wait in the same lane. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(2);

    private static final int TRIES = 8;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private final JobItems items;

    private final Clock clock;

    JobWork(JobItems items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    /**
     * Goes on with the job, from the first item that is pending.
     *
     * @param work does the work for a subject, and may be called again for the same; throws what keeps it from being done
     * @return when to go on; nothing if the job has ended
     */
    public Optional<Instant> advance(String jobUuid, Consumer<String> work) {
        Instant until = clock.instant().plus(AT_A_TIME);
        for (Optional<JobItems.Next> next = items.next(jobUuid); next.isPresent(); next = items.next(jobUuid)) {
            Optional<Instant> pause = done(jobUuid, next.get(), work);
            if (pause.isPresent()) {
                return pause;
            }
            if (!clock.instant().isBefore(until)) {
                return Optional.of(clock.instant());
            }
        }
        items.end(jobUuid);
        return Optional.empty();
    }

    private Optional<Instant> done(String jobUuid, JobItems.Next item, Consumer<String> work) {
        try {
            work.accept(item.subject());
            items.settle(jobUuid, item, null);
            return Optional.empty();
        } catch (RuntimeException failed) {
            // An interrupt is the node's shutdown, whatever it broke: another node goes on.
            return Thread.interrupted() ? Optional.of(clock.instant()) : failed(jobUuid, item, failed);
        }
    }

    private Optional<Instant> failed(String jobUuid, JobItems.Next item, RuntimeException failure) {
        switch (failure) {
            case TransientDataAccessException again -> throw again;
            case CannotGetJdbcConnectionException down -> throw down;
            case CannotCreateTransactionException down -> throw down;
            case IngestionException known when known.kind().waitingHelps() && item.tries() < TRIES -> {
                items.tried(jobUuid, item);
                return Optional.of(clock.instant().plus(FIRST_WAIT.multipliedBy(1L << item.tries())));
            }
            case IngestionException known -> items.settle(jobUuid, item, Failure.of(known));
            default -> {
                LOG.error("The work for {} failed in a way that nobody foresaw", item.subject(), failure);
                items.settle(jobUuid, item, new Failure(FailureKind.INTERNAL, "Could not do it for " + item.subject() + ": an unexpected "
                        + failure.getClass().getSimpleName() + " stopped it. The node's log tells more; report it, and try again."));
            }
        }
        return Optional.empty();
    }
}
