package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** How long Spring Batch's executions are kept. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BatchHistoryTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final TestNode node;

    private final JdbcTemplate sql;

    BatchHistoryTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.sql = node.bean(JdbcTemplate.class);
    }

    @Test
    void anExecutionThatEndedMoreThanAWeekAgoIsDeletedWithAllThatBelongsToIt() {
        long old = execution();
        long young = execution();
        long instance = instance(old);
        endsBefore(old, WEEK.plusMinutes(1));
        endsBefore(young, WEEK.minusMinutes(1));
        assertThat(rowsOf(old)).isEqualTo(rowsOf(young)).isGreaterThan(10);
        int kept = rowsOf(young);

        node.bean(BatchHistory.class).run();

        assertThat(rowsOf(old)).isZero();
        assertThat(count("batch_job_instance where job_instance_id = ?", instance)).isZero();
        assertThat(rowsOf(young)).isEqualTo(kept);
        assertThat(count("batch_job_instance where job_instance_id = ?", instance(young))).isEqualTo(1);
    }

    @Test
    void moreThanOneTransactionTakesGoesInOneRun() {
        long old = execution();
        endsBefore(old, WEEK.plusMinutes(1));
        List<Integer> ids = IntStream.rangeClosed(1, 1201).map(id -> -id).boxed().toList();
        sql.batchUpdate("insert into batch_job_instance (job_instance_id, version, job_name, job_key) values (?, 0, 'old', ?)",
                ids.stream().map(id -> new Object[] {id, "key " + id}).toList());
        sql.batchUpdate("insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time) values (?, 0, ?, ?)",
                ids.stream().skip(1).map(id -> new Object[] {id, id, before(WEEK.multipliedBy(2))}).toList());

        node.bean(BatchHistory.class).run();

        assertThat(rowsOf(old)).isZero();
        assertThat(count("batch_job_instance where job_instance_id < ?", 0)).as("also one that never had an execution").isZero();
    }

    @Test
    void anInstanceWhoseExecutionIsAboutToBeginIsLeftAlone() {
        long old = execution();
        endsBefore(old, WEEK.plusMinutes(1));
        long beginning = instance(old) + 1_000_000;
        sql.update("insert into batch_job_instance (job_instance_id, version, job_name, job_key) values (?, 0, 'beginning', 'its key')",
                beginning);

        node.bean(BatchHistory.class).run();

        assertThat(count("batch_job_instance where job_instance_id = ?", beginning)).isEqualTo(1);
        sql.update("delete from batch_job_instance where job_instance_id = ?", beginning);
    }

    @Test
    void theExecutionOfAKilledProcessGoesByTheTimeOfItsStart() {
        long old = execution();
        long young = execution();
        sql.update("update batch_job_execution set end_time = null, create_time = ? where job_execution_id = ?",
                before(WEEK.plusMinutes(1)),
                old);
        sql.update("update batch_job_execution set end_time = null, create_time = ? where job_execution_id = ?",
                before(WEEK.minusMinutes(1)),
                young);

        node.bean(BatchHistory.class).run();

        assertThat(rowsOf(old)).isZero();
        assertThat(rowsOf(young)).isPositive();
    }

    @Test
    void whatTookLongerThanAWeekAndHasJustEndedIsKept() {
        long execution = execution();
        sql.update("update batch_job_execution set create_time = ?, start_time = create_time where job_execution_id = ?",
                before(WEEK.multipliedBy(2)), execution);

        node.bean(BatchHistory.class).run();

        assertThat(rowsOf(execution)).isPositive();
    }

    /** The execution of an import that has ended. */
    private long execution() {
        Path model = node.models().resolve("history-" + ResourceUuid.random());
        Imports.file(model.resolve("a.bin"), 10, 1);
        Ingestion ended = new Imports(node).run("history", model.toString(), null);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        long id = sql.queryForList("select job_execution_id from batch_job_execution_params where parameter_value = ?", Long.class,
                ended.uuid()).getFirst();
        await().atMost(Imports.LONG)
                .until(() -> count("batch_job_execution where end_time is not null and job_execution_id = ?", id) == 1);
        return id;
    }

    private void endsBefore(long execution, Duration age) {
        sql.update("update batch_job_execution set end_time = ? where job_execution_id = ?", before(age), execution);
    }

    private LocalDateTime before(Duration age) {
        return LocalDateTime.ofInstant(node.bean(Clock.class).instant().minus(age), ZoneId.systemDefault());
    }

    private long instance(long execution) {
        return sql.queryForList("select job_instance_id from batch_job_execution where job_execution_id = ?", Long.class, execution)
                .getFirst();
    }

    /** In all tables that know executions. */
    private int rowsOf(long execution) {
        return count("batch_job_execution where job_execution_id = ?", execution)
                + count("batch_job_execution_params where job_execution_id = ?", execution)
                + count("batch_job_execution_context where job_execution_id = ?", execution)
                + count("batch_step_execution where job_execution_id = ?", execution)
                + count("""
                        batch_step_execution_context c where exists (select 1 from batch_step_execution s
                        where s.step_execution_id = c.step_execution_id and s.job_execution_id = ?)""", execution);
    }

    private int count(String from, long id) {
        return sql.queryForList("select 1 from " + from, id).size();
    }
}
