package dev.weighbridge.pipeline;

import java.util.Optional;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.NodeName;
import dev.weighbridge.queue.Turn;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.stereotype.Component;

/** Carries out ingestions: takes one for a new attempt, runs its Spring Batch job, and lets {@link Ending} say what its end means. */
@Component
final class IngestHandler implements WorkHandler {

    private final Attempts attempts;

    private final JobOperator batch;

    private final Job job;

    private final Ending ending;

    private final Context context;

    IngestHandler(Attempts attempts, JobOperator batch, Job ingestModel, Ending ending, Context context) {
        this.attempts = attempts;
        this.batch = batch;
        this.job = ingestModel;
        this.ending = ending;
        this.context = context;
    }

    /** Who it works for, who watches, and what stands where. */
    @Component
    record Context(NodeName node, Failpoints failpoints, Ingestions ingestions, AttemptTrace trace) {}

    @Override
    public String name() {
        return WorkName.INGEST.text();
    }

    /** What was begun already goes first; what waited for its source stands in line again. Nothing if there is nothing to do. */
    @Override
    public Optional<Turn> turn(String subject) {
        return context.ingestions().standing(subject).filter(standing -> standing.state().mayBegin())
                .map(standing -> new Turn(standing.share(), standing.priority().rank(),
                        standing.begun() && standing.state() != IngestionState.WAITING));
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    @Override
    public Outcome handle(Lane lane, String subject) {
        Optional<Attempt> claimed = attempts.claim(subject, lane.name(), context.node().name());
        if (claimed.isEmpty()) {
            return new Outcome.Done();
        }
        context.failpoints().reached(Failpoint.ATTEMPT_CLAIMED);
        return context.trace().attempt(claimed.get(), lane.name(), () -> ended(claimed.get(), run(claimed.get())));
    }

    private Outcome ended(Attempt attempt, JobExecution execution) {
        return execution.getAllFailureExceptions().stream().filter(StepStopped.class::isInstance).map(StepStopped.class::cast).findFirst()
                .map(stopped -> ending.of(attempt, stopped.failure())).orElseGet(() -> ending.of(attempt, execution));
    }

    private JobExecution run(Attempt attempt) {
        try {
            return batch.start(job, AttemptTasklet.parameters(attempt));
        } catch (JobExecutionException refused) {
            throw new IllegalStateException("Spring Batch did not start " + attempt, refused);
        }
    }
}
