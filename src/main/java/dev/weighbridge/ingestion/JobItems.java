package dev.weighbridge.ingestion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * API jobs that do the same to many resources, each by itself: what of a job is done is in its items' rows, so that another node can go on after a
 * crash. A job ends when none of its items is pending. For many threads.
 */
@Component
public class JobItems {

    private static final String ROW = "select subject, state, failure_kind, failure_message from api_job_item where job_uuid = :job ";

    private final JdbcClient sql;

    private final NamedParameterJdbcOperations batch;

    private final ApiJobs jobs;

    private final EndSignals ends;

    JobItems(JdbcClient sql, NamedParameterJdbcOperations batch, ApiJobs jobs, EndSignals ends) {
        this.sql = sql;
        this.batch = batch;
        this.jobs = jobs;
        this.ends = ends;
    }

    /**
     * The next item that is pending.
     *
     * @param tries how often it was tried in vain
     */
    public record Next(int position, String subject, int tries) {}

    /**
     * How a job stands.
     *
     * @param pending how many are not done with
     * @param items in their order; of a job with more than were asked for those that failed come first
     */
    public record Standing(long total, long pending, long failed, List<JobItem> items) {}

    /** Adds items behind those from {@code position} on; the job is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String jobUuid, int position, List<JobItem> items) {
        List<MapSqlParameterSource> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            JobItem item = items.get(i);
            Failure failure = item.failure();
            rows.add(new MapSqlParameterSource("job", jobUuid).addValue("position", position + i).addValue("subject", item.subject())
                    .addValue("state", item.state().name()).addValue("kind", failure == null ? null : failure.kind().name())
                    .addValue("message", failure == null ? null : failure.message()));
        }
        batch.batchUpdate("""
                insert into api_job_item (job_uuid, position, subject, state, tries, failure_kind, failure_message)
                values (:job, :position, :subject, :state, 0, :kind, :message)""", rows.toArray(MapSqlParameterSource[]::new));
    }

    /** The first that is pending; nothing when all are done with. */
    @Transactional(readOnly = true)
    public Optional<Next> next(String jobUuid) {
        return sql.sql("""
                select position, subject, tries from api_job_item where job_uuid = :job and state = 'PENDING' order by position limit 1""")
                .param("job", jobUuid)
                .query((row, number) -> new Next(row.getInt("position"), row.getString("subject"), row.getInt("tries"))).optional();
    }

    /** The item is done with; well, if there is no failure. Does nothing if it was before. */
    @Transactional
    public void settle(String jobUuid, Next item, @Nullable Failure failure) {
        sql.sql("""
                update api_job_item set state = :state, failure_kind = :kind, failure_message = :message
                where job_uuid = :job and position = :position and state = 'PENDING'""")
                .param("state", (failure == null ? JobItem.State.DONE : JobItem.State.FAILED).name())
                .param("kind", failure == null ? null : failure.kind().name()).param("message", failure == null ? null : failure.message())
                .param("job", jobUuid).param("position", item.position()).update();
    }

    /** It was tried in vain, and will be tried again. */
    @Transactional
    public void tried(String jobUuid, Next item) {
        sql.sql("update api_job_item set tries = tries + 1 where job_uuid = :job and position = :position and state = 'PENDING'")
                .param("job", jobUuid).param("position", item.position()).update();
    }

    /** Ends the job if it has not ended, and nothing is pending; wakes those who wait for it. */
    @Transactional
    public void end(String jobUuid) {
        if (next(jobUuid).isEmpty()) {
            jobs.end(jobUuid);
            ends.endsWithTransaction(jobUuid);
        }
    }

    /** How the job stands, with at most {@code shown} of its items. */
    @Transactional(readOnly = true)
    public Standing standing(String jobUuid, int shown) {
        record Counts(long total, long pending, long failed) {}
        Counts counts = sql.sql("""
                select count(*) as items, coalesce(sum(case when state = 'PENDING' then 1 else 0 end), 0) as pending,
                    coalesce(sum(case when state = 'FAILED' then 1 else 0 end), 0) as failed
                from api_job_item where job_uuid = :job""").param("job", jobUuid)
                .query((row, number) -> new Counts(row.getLong("items"), row.getLong("pending"), row.getLong("failed"))).single();
        String order = counts.total() > shown ? "order by case when state = 'FAILED' then 0 else 1 end, position" : "order by position";
        List<JobItem> items = sql.sql(ROW + order + " limit :shown").param("job", jobUuid).param("shown", shown).query((row, number) -> {
            String kind = row.getString("failure_kind");
            return new JobItem(row.getString("subject"), JobItem.State.valueOf(row.getString("state")), kind == null ? null
                    : new Failure(FailureKind.valueOf(kind), String.valueOf(row.getString("failure_message"))));
        }).list();
        return new Standing(counts.total(), counts.pending(), counts.failed(), items);
    }

    /** Whether the job has ended, waiting for that at most for a while. Returns early when the thread is interrupted. */
    public boolean awaitEnd(String jobUuid, Duration atMost) {
        var latch = ends.latch(jobUuid);
        boolean ended = jobs.hasEnded(jobUuid);
        if (!ended) {
            EndSignals.await(latch, atMost);
            ended = jobs.hasEnded(jobUuid);
        }
        ends.forget(jobUuid);
        return ended;
    }
}
