package dev.weighbridge.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * How the rows of a list become requests: read those that are pending, a page at a time, find out of each what to request, and request it. A dry run
 * plans in the place of requesting. What was done is in the rows, so a job that dies is followed by another; none takes long, because others wait for the
 * same workers.
 */
@Component
class BulkJob {

    private static final Duration AT_A_TIME = Duration.ofSeconds(5);

    private static final int CHUNK = 50;

    /** Sources are asked for plans: several at once, because each is waited for. */
    private static final int PLANS_AT_ONCE = 8;

    private final JobRepository repository;

    private final PlatformTransactionManager transactions;

    private final RowTable rows;

    private final Work work;

    private final Clock clock;

    BulkJob(JobRepository repository, PlatformTransactionManager transactions, RowTable rows, Work work, Clock clock) {
        this.repository = repository;
        this.transactions = transactions;
        this.rows = rows;
        this.work = work;
        this.clock = clock;
    }

    /** What is done with a row. */
    @Component
    record Work(RowRequests requests, RowPlans plans) {}

    /** One turn at a list. */
    Job of(RunTable.Work run) {
        return new JobBuilder("request-list", repository).start(run.dryRun() ? plan(run) : request(run)).build();
    }

    private Step request(RunTable.Work run) {
        return new StepBuilder("request", repository).<PendingRow, RowRequests.Checked>chunk(CHUNK).transactionManager(transactions)
                .transactionAttribute(withoutTransaction()).reader(new PendingRows(run.uuid()))
                .processor(row -> work.requests().check(run, row))
                .writer(checked -> checked.forEach(row -> work.requests().settle(run, row))).build();
    }

    private Step plan(RunTable.Work run) {
        var several = new SimpleAsyncTaskExecutor("bulk-plan-");
        several.setVirtualThreads(true);
        several.setConcurrencyLimit(PLANS_AT_ONCE);
        return new StepBuilder("plan", repository).<PendingRow, RowPlans.Planned>chunk(PLANS_AT_ONCE).transactionManager(transactions)
                .transactionAttribute(withoutTransaction()).reader(new PendingRows(run.uuid()))
                .processor(row -> work.plans().plan(run, row))
                .writer(planned -> planned.forEach(work.plans()::settle)).taskExecutor(several).build();
    }

    /** Each row has a transaction of its own: one that is refused must not take the others back. */
    private static DefaultTransactionAttribute withoutTransaction() {
        return new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** Ends when there are no more, when the import is not open any more, when its time is over, or when the node shuts down. */
    private final class PendingRows implements ItemReader<PendingRow> {

        private final String runUuid;

        private final Instant until = clock.instant().plus(AT_A_TIME);

        private final Queue<PendingRow> page = new ArrayDeque<>();

        private int last;

        PendingRows(String runUuid) {
            this.runUuid = runUuid;
        }

        @Override
        public @Nullable PendingRow read() {
            if (clock.instant().isAfter(until) || Thread.currentThread().isInterrupted()) {
                return null;
            }
            if (page.isEmpty()) {
                page.addAll(rows.pending(runUuid, last, CHUNK));
            }
            PendingRow next = page.poll();
            last = next == null ? last : next.position();
            return next;
        }
    }
}
