package dev.weighbridge.bulk;

import java.time.Clock;
import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.stereotype.Component;

/** Goes through bulk imports, a while at a time, and comes back as long as rows are pending. */
@Component
final class BulkHandler implements WorkHandler {

    /** Stored, so it never changes. */
    static final String NAME = "bulk-import";

    private final RunTable runs;

    private final RowTable rows;

    private final JobOperator batch;

    private final BulkJob job;

    private final Clock clock;

    BulkHandler(RunTable runs, RowTable rows, JobOperator batch, BulkJob job, Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.batch = batch;
        this.job = job;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome handle(Lane lane, String runUuid) {
        Optional<RunTable.Work> run = runs.work(runUuid);
        if (run.isEmpty()) {
            return new Outcome.Done();
        }
        JobExecution ended = run(run.get());
        if (ended.getStatus() != BatchStatus.COMPLETED && !Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("a turn of the bulk import " + runUuid + " ended " + ended.getStatus(),
                    ended.getAllFailureExceptions().stream().findFirst().orElse(null));
        }
        return rows.hasPending(runUuid) ? new Outcome.Again(clock.instant()) : new Outcome.Done();
    }

    private JobExecution run(RunTable.Work run) {
        var parameters = new JobParametersBuilder().addString("bulkImport", run.uuid()).addString("turn", ResourceUuid.random())
                .toJobParameters();
        try {
            return batch.start(job.of(run), parameters);
        } catch (JobExecutionException refused) {
            throw new IllegalStateException("Spring Batch did not start the bulk import " + run.uuid(), refused);
        }
    }
}
