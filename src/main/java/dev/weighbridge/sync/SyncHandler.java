package dev.weighbridge.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.sync.SyncRun.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Works runs off, a slice at a time, because manifests and sweeps wait in the same lane. A step that is killed is done again; what it had done is not. */
@Component
final class SyncHandler implements WorkHandler {

    /** Stored, so it never changes. */
    static final String NAME = "sync";

    private static final Logger LOG = LoggerFactory.getLogger(SyncHandler.class);

    private static final Duration AT_A_TIME = Duration.ofSeconds(2);

    private static final int TRIES = 6;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    private final SyncRuns runs;

    private final SyncPolicies policies;

    private final Steps steps;

    private final Clock clock;

    SyncHandler(SyncRuns runs, SyncPolicies policies, Steps steps, Clock clock) {
        this.runs = runs;
        this.policies = policies;
        this.steps = steps;
        this.clock = clock;
    }

    /** What a run does, one after the other. */
    @Component
    record Steps(Settlement settlement, Stocktaking stocktaking, Requests requests, Departures departures) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome handle(Lane lane, String runUuid) {
        Optional<SyncRun> run = runs.begin(runUuid);
        Optional<SyncPolicy> policy = run.flatMap(begun -> policies.find(begun.what().policyUuid()));
        if (run.isEmpty() || policy.isEmpty()) {
            return new Outcome.Done();
        }
        return step(run.get(), policy.get()).<Outcome>map(Outcome.Again::new).orElseGet(Outcome.Done::new);
    }

    /** Returns when to go on; nothing if the run is over. */
    private Optional<Instant> step(SyncRun run, SyncPolicy policy) {
        return switch (run.stand().step()) {
            case LIST -> opens(run, policy).or(() -> list(run, policy));
            case REQUEST -> opens(run, policy).or(() -> worked(run, Step.REQUEST, Step.REMOVE, () -> steps.requests().next(run, policy)));
            case REMOVE -> worked(run, Step.REMOVE, Step.DONE, () -> steps.departures().next(run, policy));
            case DONE -> Optional.empty();
        };
    }

    /** Nothing new is begun outside of the window, unless a person wants it now. */
    private Optional<Instant> opens(SyncRun run, SyncPolicy policy) {
        Instant now = clock.instant();
        Instant begins = Timetable.of(policy.rules().schedule()).begins(now);
        return run.what().cause() == SyncRun.Cause.BY_HAND || !begins.isAfter(now) ? Optional.empty() : Optional.of(begins);
    }

    private Optional<Instant> list(SyncRun run, SyncPolicy policy) {
        try {
            steps.settlement().recall(policy.uuid());
            steps.stocktaking().take(run, policy);
            return Optional.of(clock.instant());
        } catch (IngestionException failed) {
            if (Thread.currentThread().isInterrupted()) {
                return Optional.of(clock.instant());
            }
            return failed(run, failed);
        }
    }

    private Optional<Instant> failed(SyncRun run, IngestionException failed) {
        if (failed.kind().waitingHelps() && run.stand().tries() < TRIES) {
            runs.waits(run.uuid(), Failure.of(failed));
            Instant usual = clock.instant().plus(FIRST_WAIT.multipliedBy(1L << run.stand().tries()));
            Instant asked = failed.retryAt();
            return Optional.of(asked == null || asked.isBefore(usual) ? usual : asked);
        }
        if (failed.kind() == FailureKind.INTERNAL) {
            LOG.error("The sync run {} failed in a way that nobody foresaw", run.uuid(), failed);
        } else {
            LOG.warn("The sync run {} failed: {}", run.uuid(), failed.getMessage());
        }
        runs.fail(run, Failure.of(failed));
        return Optional.empty();
    }

    /** Does one after the other for a while; when nothing is left, the next step begins, or the run is over. */
    private Optional<Instant> worked(SyncRun run, Step step, Step next, BooleanSupplier one) {
        Instant until = clock.instant().plus(AT_A_TIME);
        boolean isLeft = true;
        while (isLeft && clock.instant().isBefore(until) && !Thread.currentThread().isInterrupted()) {
            isLeft = one.getAsBoolean();
        }
        if (isLeft) {
            return Optional.of(clock.instant());
        }
        if (next == Step.DONE) {
            runs.end(run);
            return Optional.empty();
        }
        runs.goOn(run.uuid(), step, next);
        return Optional.of(clock.instant());
    }
}
