package dev.weighbridge.pipeline;

import java.util.Optional;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.NodeName;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
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

    /** Who it works for, and who watches. */
    @Component
    record Context(NodeName node, Failpoints failpoints) {}

    @Override
    public String name() {
        return WorkName.INGEST.text();
    }

    @Override
    public Outcome handle(Lane lane, String ingestionUuid) {
        Optional<Attempt> claimed = attempts.claim(ingestionUuid, lane.name(), context.node().name());
        if (claimed.isEmpty()) {
            return new Outcome.Done();
        }
        context.failpoints().reached(Failpoint.ATTEMPT_CLAIMED);
        JobExecution execution = run(claimed.get());
        return execution.getAllFailureExceptions().stream().filter(StepStopped.class::isInstance).map(StepStopped.class::cast).findFirst()
                .map(stopped -> ending.of(claimed.get(), stopped.failure())).orElseGet(() -> ending.of(claimed.get(), execution));
    }

    private JobExecution run(Attempt attempt) {
        JobParameters parameters = new JobParametersBuilder().addString(AttemptTasklet.INGESTION, attempt.ingestionUuid())
                .addLong(AttemptTasklet.ATTEMPT, (long) attempt.number()).toJobParameters();
        try {
            return batch.start(job, parameters);
        } catch (JobExecutionException refused) {
            throw new IllegalStateException("Spring Batch did not start " + attempt, refused);
        }
    }
}
