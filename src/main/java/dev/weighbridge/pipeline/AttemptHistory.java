package dev.weighbridge.pipeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.pipeline.PastAttempt.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What Spring Batch wrote down of an ingestion's attempts: each is a job of its own, which is found by the digest of its parameters. {@link BatchHistory}
 * deletes what ended a week ago, so there may be fewer attempts than the ingestion counts. For many threads.
 */
@Component
public class AttemptHistory {

    /** Of so many attempts, the latest, is looked whether they are known. */
    private static final int MOST = 1000;

    private static final String JOBS = """
            select i.job_key, e.job_execution_id, e.start_time, e.end_time, e.status from batch_job_instance i
            join batch_job_execution e on e.job_instance_id = i.job_instance_id where i.job_name = :name and i.job_key in (:keys)""";

    private static final String STEPS = """
            select job_execution_id, step_name, start_time, end_time, status, exit_message from batch_step_execution
            where job_execution_id in (:jobs) order by step_execution_id""";

    private static final String SENTENCE = StepStopped.class.getName() + ": ";

    private final JdbcClient sql;

    AttemptHistory(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A stretch of the attempts, the latest first.
     *
     * @param total how many are known still
     */
    public record Known(List<PastAttempt> attempts, int total) {}

    private record Job(int number, long execution, @Nullable Instant startedAt, @Nullable Instant endedAt, String status) {

        /** Without an end the latest attempt is as its ingestion says: that it has succeeded is written down before Spring Batch hears of it. */
        Outcome outcome(Ingestion ingestion) {
            if (endedAt != null) {
                return Outcome.of(status);
            }
            return switch (number == ingestion.attempt() ? ingestion.state() : IngestionState.FAILED) {
                case RUNNING -> Outcome.RUNNING;
                case SUCCEEDED -> Outcome.SUCCEEDED;
                default -> Outcome.BROKEN_OFF;
            };
        }
    }

    private record StepRow(long execution, PastAttempt.Step step) {}

    /** What is known of the ingestion's attempts. */
    @Transactional(readOnly = true)
    public Known of(Ingestion ingestion, Stretch stretch) {
        List<Job> known = jobs(ingestion);
        List<Job> wanted = known.stream().skip(stretch.start()).limit(stretch.limit()).toList();
        Map<Long, List<StepRow>> steps = steps(wanted.stream().map(Job::execution).toList());
        return new Known(wanted.stream().map(job -> past(job, job.outcome(ingestion), steps.getOrDefault(job.execution(), List.of())))
                .toList(), known.size());
    }

    private List<Job> jobs(Ingestion ingestion) {
        Map<String, Integer> numbers = new HashMap<>();
        var keys = new DefaultJobKeyGenerator();
        for (int number = Math.max(1, ingestion.attempt() - MOST + 1); number <= ingestion.attempt(); number++) {
            numbers.put(keys.generateKey(AttemptTasklet.parameters(new Attempt(ingestion.uuid(), number))), number);
        }
        return numbers.isEmpty() ? List.of()
                : sql.sql(JOBS).param("name", IngestModelJob.NAME).param("keys", numbers.keySet())
                        .query((row, place) -> new Job(Objects.requireNonNull(numbers.get(row.getString("job_key"))),
                                row.getLong("job_execution_id"), time(row, "start_time"), time(row, "end_time"), row.getString("status")))
                        .list().stream().sorted(Comparator.comparingInt(Job::number).reversed()).toList();
    }

    private Map<Long, List<StepRow>> steps(Collection<Long> executions) {
        return executions.isEmpty() ? Map.of()
                : sql.sql(STEPS).param("jobs", executions).query(AttemptHistory::step).list().stream()
                        .collect(Collectors.groupingBy(StepRow::execution));
    }

    private static StepRow step(ResultSet row, int place) throws SQLException {
        Outcome outcome = Outcome.of(row.getString("status"));
        return new StepRow(row.getLong("job_execution_id"), new PastAttempt.Step(row.getString("step_name"), time(row, "start_time"),
                time(row, "end_time"), outcome, outcome == Outcome.FAILED ? sentence(row.getString("exit_message")) : null));
    }

    private static PastAttempt past(Job job, Outcome outcome, List<StepRow> steps) {
        Outcome endless = job.endedAt() == null ? outcome : Outcome.BROKEN_OFF;
        return new PastAttempt(job.number(), job.startedAt(), job.endedAt(), outcome,
                steps.stream().map(row -> row.step().orElse(endless)).toList());
    }

    /** The first line; of what is no {@link StepStopped}, and so may say anything, its class alone. */
    private static @Nullable String sentence(@Nullable String exitMessage) {
        String line = exitMessage == null ? "" : exitMessage.lines().findFirst().orElse("").strip();
        if (line.startsWith(SENTENCE)) {
            return line.substring(SENTENCE.length());
        }
        return line.isEmpty() ? null : line.split(":", 2)[0];
    }

    /** Spring Batch writes local times without a zone. */
    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        LocalDateTime local = row.getObject(column, LocalDateTime.class);
        return local == null ? null : local.atZone(ZoneId.systemDefault()).toInstant();
    }
}
