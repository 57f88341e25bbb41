package dev.weighbridge.pipeline;

import java.util.Objects;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/** Runs one of our steps as Spring Batch wants it, and lets nothing but a clean sentence into Batch's tables and log. */
final class AttemptTasklet implements Tasklet {

    static final String INGESTION = "ingestion";

    static final String ATTEMPT = "attempt";

    private final String name;

    private final AttemptStep step;

    private final Journal journal;

    AttemptTasklet(String name, AttemptStep step, Journal journal) {
        this.name = name;
        this.step = step;
        this.journal = journal;
    }

    /** Where it says what is being done. */
    @Component
    record Journal(Attempts attempts, AttemptTrace trace) {}

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Attempt attempt = attempt(contribution.getStepExecution().getJobParameters());
        try {
            journal.attempts().enters(attempt, name);
            journal.trace().step(attempt, name, () -> step.run(attempt, journal.attempts().work(attempt.ingestionUuid())));
            return RepeatStatus.FINISHED;
        } catch (Exception failed) {
            // An interrupt is the node's shutdown, whatever it broke. It is cleared here, because what follows is bookkeeping, and a database in a file
            // may be closed by an interrupted thread.
            throw new StepStopped(Thread.interrupted() ? new InterruptedException("the node shuts down") : failed);
        }
    }

    static JobParameters parameters(Attempt attempt) {
        return new JobParametersBuilder().addString(INGESTION, attempt.ingestionUuid()).addLong(ATTEMPT, (long) attempt.number())
                .toJobParameters();
    }

    static Attempt attempt(JobParameters parameters) {
        return new Attempt(Objects.requireNonNull(parameters.getString(INGESTION)),
                Objects.requireNonNull(parameters.getLong(ATTEMPT)).intValue());
    }
}
