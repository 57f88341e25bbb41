package dev.weighbridge.pipeline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

import dev.weighbridge.queue.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes the executions of Spring Batch that ended a week ago. They are for looking only: what an attempt has done is in tables of ours. Executions
 * of processes that were killed have no end, and go by the time of their start.
 */
@Component
class BatchHistory implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHistory.class);

    private static final Duration KEPT = Duration.ofDays(7);

    private static final String OLD = "select job_execution_id from batch_job_execution where coalesce(end_time, create_time) < ?";

    private final JdbcTemplate sql;

    private final Clock clock;

    BatchHistory(JdbcTemplate sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "batch-history";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    @Transactional
    public void run() {
        // Spring Batch writes local times without a zone.
        var before = Timestamp.valueOf(LocalDateTime.ofInstant(clock.instant().minus(KEPT), ZoneId.systemDefault()));
        String steps = "select step_execution_id from batch_step_execution where job_execution_id in (" + OLD + ")";
        sql.update("delete from batch_step_execution_context where step_execution_id in (" + steps + ")", before);
        sql.update("delete from batch_step_execution where job_execution_id in (" + OLD + ")", before);
        sql.update("delete from batch_job_execution_context where job_execution_id in (" + OLD + ")", before);
        sql.update("delete from batch_job_execution_params where job_execution_id in (" + OLD + ")", before);
        int deleted = sql.update("delete from batch_job_execution where coalesce(end_time, create_time) < ?", before);
        sql.update("""
                delete from batch_job_instance where not exists
                    (select 1 from batch_job_execution e where e.job_instance_id = batch_job_instance.job_instance_id)""");
        if (deleted > 0) {
            LOG.info("Deleted {} executions of Spring Batch that are older than {} days", deleted, KEPT.toDays());
        }
    }
}
