package dev.weighbridge.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

import dev.weighbridge.queue.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes the executions of Spring Batch that ended a week ago. They are for looking only: what an attempt has done is in tables of ours. Executions
 * of processes that were killed have no end, and go by the time of their start.
 */
@Component
class BatchHistory implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHistory.class);

    private static final Duration KEPT = Duration.ofDays(7);

    /** Of one transaction, so that a backlog is not one long lock. */
    private static final int PIECE = 500;

    private static final String OLD = """
            select job_execution_id, job_instance_id from batch_job_execution where coalesce(end_time, create_time) < :before
            order by job_execution_id limit :piece""";

    private static final List<String> BELOW = List.of(
            "batch_step_execution_context where step_execution_id in (select step_execution_id from batch_step_execution where job_execution_id in (:ids))",
            "batch_step_execution where job_execution_id in (:ids)", "batch_job_execution_context where job_execution_id in (:ids)",
            "batch_job_execution_params where job_execution_id in (:ids)", "batch_job_execution where job_execution_id in (:ids)");

    private final JdbcClient sql;

    private final TransactionOperations transaction;

    private final Clock clock;

    BatchHistory(JdbcClient sql, TransactionOperations transaction, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Old(long execution, long instance) {}

    @Override
    public String name() {
        return "batch-history";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        // Spring Batch writes local times without a zone.
        var before = LocalDateTime.ofInstant(clock.instant().minus(KEPT), ZoneId.systemDefault());
        int deleted = 0;
        int piece = PIECE;
        while (piece == PIECE && !Thread.currentThread().isInterrupted()) {
            piece = transaction.execute(status -> deletePiece(before));
            deleted += piece;
        }
        if (deleted > 0) {
            LOG.info("Deleted {} executions of Spring Batch that are older than {} days", deleted, KEPT.toDays());
        }
    }

    private int deletePiece(LocalDateTime before) {
        List<Old> old = sql.sql(OLD).param("before", before).param("piece", PIECE)
                .query((row, number) -> new Old(row.getLong("job_execution_id"), row.getLong("job_instance_id"))).list();
        if (!old.isEmpty()) {
            List<Long> ids = old.stream().map(Old::execution).toList();
            BELOW.forEach(rows -> sql.sql("delete from " + rows).param("ids", ids).update());
            // Up to there also those whose process was killed before their first execution; behind it one may be about to begin.
            sql.sql("""
                    delete from batch_job_instance where job_instance_id <= :newest and not exists
                        (select 1 from batch_job_execution e where e.job_instance_id = batch_job_instance.job_instance_id)""")
                    .param("newest", old.stream().mapToLong(Old::instance).max().orElseThrow()).update();
        }
        return old.size();
    }
}
