package dev.weighbridge.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.NodeName;
import dev.weighbridge.queue.WorkHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Carries out verifications, one at a time on a node: manifests and sweeps wait in the same lane, and must not wait for hours. Decides what the end of a turn
 * means: over, or later.
 */
@Component
final class VerifyHandler implements WorkHandler {

    /** Stored, so it never changes. */
    static final String NAME = "verify";

    private static final Logger LOG = LoggerFactory.getLogger(VerifyHandler.class);

    private static final Duration UNTIL_THE_NEXT = Duration.ofSeconds(15);

    private final Semaphore one = new Semaphore(1);

    private final Turns turns;

    private final ModelCheck check;

    private final Endings endings;

    private final NodeName node;

    private final Clock clock;

    VerifyHandler(Turns turns, ModelCheck check, Endings endings, NodeName node, Clock clock) {
        this.turns = turns;
        this.check = check;
        this.endings = endings;
        this.node = node;
        this.clock = clock;
    }

    /** How verifications end, and what is counted. */
    @Component
    record Endings(Verifications verifications, Inventory inventory, VerifyMeters meters) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome handle(Lane lane, String verificationUuid) {
        if (!one.tryAcquire()) {
            return new Outcome.Again(clock.instant().plus(UNTIL_THE_NEXT));
        }
        try {
            return turns.begin(verificationUuid, node.name()).map(this::ended).orElseGet(Outcome.Done::new);
        } finally {
            one.release();
        }
    }

    private Outcome ended(Turns.Begun begun) {
        try {
            return run(begun);
        } catch (TurnOverException over) {
            return over(begun, over);
        }
    }

    private Outcome run(Turns.Begun begun) {
        var watch = new TurnWatch(turns, endings.meters(), begun);
        try {
            check.run(begun.verification(), watch);
            return finished(begun);
        } catch (InterruptedException stopped) {
            return givenBack(begun, watch.progress());
        } catch (RuntimeException failed) {
            // An interrupt is the node's shutdown, whatever it broke.
            return Thread.interrupted() ? givenBack(begun, watch.progress()) : failed(begun, watch.progress(), failed);
        }
    }

    private Outcome failed(Turns.Begun begun, Progress progress, RuntimeException failure) {
        return switch (failure) {
            case TurnOverException over -> throw over;
            case IngestionException known when known.kind().waitingHelps() -> waiting(begun, progress, known);
            case IngestionException known -> ended(begun, VerificationState.FAILED, Failure.of(known));
            case TransientDataAccessException again -> throw again;
            case CannotGetJdbcConnectionException down -> throw down;
            case CannotCreateTransactionException down -> throw down;
            default -> unexpected(begun, failure);
        };
    }

    private Outcome finished(Turns.Begun begun) {
        Verification now = endings.verifications().find(begun.turn().verificationUuid()).orElse(begun.verification());
        if (endings.inventory().find(now.modelUuid()).isEmpty()) {
            return ended(begun, VerificationState.FAILED,
                    new Failure(FailureKind.NOT_FOUND, "Could not verify the model " + now.modelUuid() + ": it was deleted meanwhile."));
        }
        long bad = now.damaged() - now.repaired();
        if (bad > 0) {
            return ended(begun, VerificationState.FAILED, new Failure(FailureKind.DIGEST_MISMATCH, "Could not vouch for the model "
                    + now.modelUuid() + ": " + bad + " of its " + now.blobsTotal()
                    + " stored files are damaged and could not be repaired. The findings name them and say what to do."));
        }
        LOG.info("Verification {} of model {}: {} blobs intact, {} repaired", now.uuid(), now.modelUuid(), now.intact(), now.repaired());
        return ended(begun, VerificationState.SUCCEEDED, null);
    }

    private Outcome ended(Turns.Begun begun, VerificationState state, @Nullable Failure failure) {
        turns.end(begun.turn(), state, failure);
        if (failure != null) {
            LOG.warn("Verification {} of model {} ended {}: {}", begun.turn().verificationUuid(), begun.verification().modelUuid(), state,
                    failure.message());
        }
        return new Outcome.Done();
    }

    private Outcome waiting(Turns.Begun begun, Progress progress, IngestionException failure) {
        turns.save(begun.turn(), progress);
        Optional<Instant> again = turns.waits(begun.turn(), Failure.of(failure));
        if (again.isEmpty()) {
            return ended(begun, VerificationState.FAILED, Failure.of(failure));
        }
        LOG.info("Verification {} waits until {}: {}", begun.turn().verificationUuid(), again.get(), failure.getMessage());
        return new Outcome.Again(again.get());
    }

    private Outcome givenBack(Turns.Begun begun, Progress progress) {
        turns.save(begun.turn(), progress);
        turns.giveBack(begun.turn());
        LOG.info("Giving verification {} back, because this node shuts down", begun.turn().verificationUuid());
        return new Outcome.Again(clock.instant());
    }

    private Outcome over(Turns.Begun begun, TurnOverException over) {
        if (over.isCancelled()) {
            return ended(begun, VerificationState.CANCELLED, new Failure(FailureKind.CANCELLED, Verifications.CANCELLED));
        }
        LOG.info("Stopping: {}", over.getMessage());
        return new Outcome.Done();
    }

    private Outcome unexpected(Turns.Begun begun, RuntimeException failure) {
        LOG.error("Verification {} failed in a way that nobody foresaw", begun.turn().verificationUuid(), failure);
        return ended(begun, VerificationState.FAILED, new Failure(FailureKind.INTERNAL, "Could not verify the model: an unexpected "
                + failure.getClass().getSimpleName() + " stopped it. The node's log tells more under verification "
                + begun.turn().verificationUuid() + "; report it, and verify the model again."));
    }
}
