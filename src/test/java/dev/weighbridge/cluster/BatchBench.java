package dev.weighbridge.cluster;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.queue.RecurringWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Imports of tiny models on PostgreSQL when Spring Batch's tables are empty, when they hold {@value #OLD} old executions, and when those have no indexes but
 * Batch's own; and how long the sweep of the old ones takes. A program: prints a line of JSON for each measurement.
 */
public final class BatchBench {

    static final int OLD = 100_000;

    private static final int MODELS = Integer.getInteger("bench.models", 100);

    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final List<String> INDEXES = List.of("batch_job_execution_instance", "batch_job_execution_ended",
            "batch_job_execution_params_execution", "batch_step_execution_execution");

    private final TestNode node;

    private final JdbcTemplate sql;

    private final Imports imports;

    private int number;

    private BatchBench(TestNode node) {
        this.node = node;
        this.sql = node.bean(JdbcTemplate.class);
        this.imports = new Imports(node);
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new BatchBench(TestNode.start(TestNode.newHome(), ClaimBench.forcedToTheDisk(), TestDatabase.POSTGRES.user(), List.of(),
                "logging.level.root=warn"));
        bench.modelsPerSecond();
        bench.perModel();
        bench.print("no old executions", bench.modelsPerSecond());
        bench.fill();
        bench.print(OLD + " old executions, our indexes", bench.modelsPerSecond());
        List<String> definitions = bench.dropIndexes();
        bench.print(OLD + " old executions, Batch's indexes only", bench.modelsPerSecond());
        definitions.forEach(bench.sql::execute);
        Instant began = Instant.now();
        bench.node.bean("batchHistory", RecurringWork.class).run();
        System.out.printf("{\"what\": \"sweep of %d executions\", \"seconds\": %.1f}%n", OLD,
                Duration.between(began, Instant.now()).toMillis() / 1000.0);
        bench.print("after the sweep", bench.modelsPerSecond());
        System.exit(0);
    }

    /** What one model costs the database, by what it counts itself, less what an idle node commits in the same time. */
    private void perModel() throws InterruptedException {
        long idle = commits();
        Thread.sleep(IDLE);
        double idlePerSecond = (double) (commits() - idle) / IDLE.toSeconds();
        long commits = commits();
        long bytes = number("select pg_database_size(current_database())");
        long rows = rows();
        Instant began = Instant.now();
        modelsPerSecond();
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        Thread.sleep(IDLE);
        System.out.printf("{\"what\": \"per model of one file\", \"commits\": %.0f, \"rowsKept\": %.1f, \"bytesKept\": %.0f}%n",
                (commits() - commits - idlePerSecond * (seconds + IDLE.toSeconds())) / MODELS, (double) (rows() - rows) / MODELS,
                (double) (number("select pg_database_size(current_database())") - bytes) / MODELS);
    }

    private long commits() {
        return number("select xact_commit from pg_stat_database where datname = current_database()");
    }

    private long rows() {
        return sql.queryForList("select relname from pg_stat_user_tables", String.class).stream()
                .mapToLong(table -> number("select count(*) from " + table)).sum();
    }

    private long number(String query) {
        Long number = sql.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }

    /** Asked for at once, so eight are imported at a time. */
    private double modelsPerSecond() {
        List<String> asked = new ArrayList<>();
        Instant began = Instant.now();
        for (int i = 0; i < MODELS; i++) {
            number++;
            String file = Imports.file(node.models().resolve("m-" + number), 4096, number).toString();
            asked.add(imports.request("m-" + number, file, null));
        }
        for (String ingestion : asked) {
            Ingestion ended = node.bean(Ingestions.class).awaitEnd(ingestion, Duration.ofMinutes(10));
            if (ended.state() != IngestionState.SUCCEEDED) {
                throw new IllegalStateException(ended.toString());
            }
        }
        return MODELS * 1000.0 / Duration.between(began, Instant.now()).toMillis();
    }

    private void fill() {
        sql.update("""
                insert into batch_job_instance (job_instance_id, version, job_name, job_key)
                select 1000000 + i, 0, 'ingest-model', md5(i::text) from generate_series(1, ?) i""", OLD);
        sql.update("""
                insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, end_time, status, exit_code, last_updated)
                select 1000000 + i, 2, 1000000 + i, now() - interval '30 days', now() - interval '30 days', now() - interval '30 days', 'COMPLETED',
                    'COMPLETED', now() - interval '30 days' from generate_series(1, ?) i""", OLD);
        sql.update(
                """
                insert into batch_job_execution_params (job_execution_id, parameter_name, parameter_type, parameter_value, identifying)
                select 1000000 + i, p, 'java.lang.String', md5(i::text), 'Y' from generate_series(1, ?) i, unnest(array['ingestion', 'attempt']) p""",
                OLD);
        sql.update("""
                insert into batch_job_execution_context (job_execution_id, short_context)
                select 1000000 + i, '{}' from generate_series(1, ?) i""", OLD);
        sql.update(
                """
                insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time, start_time, end_time, status)
                select 4000000 + 4 * i + s, 3, (array['resolve', 'transfer', 'inspect', 'commit'])[s + 1], 1000000 + i, now() - interval '30 days',
                    now() - interval '30 days', now() - interval '30 days', 'COMPLETED' from generate_series(1, ?) i, generate_series(0, 3) s""",
                OLD);
        sql.update("""
                insert into batch_step_execution_context (step_execution_id, short_context)
                select step_execution_id, '{}' from batch_step_execution where step_execution_id >= 4000000""");
        sql.execute("analyze");
    }

    private List<String> dropIndexes() {
        List<String> definitions = new ArrayList<>();
        for (String index : INDEXES) {
            definitions.add(sql.queryForObject("select indexdef from pg_indexes where indexname = ?", String.class, index));
            sql.execute("drop index " + index);
        }
        return definitions;
    }

    private void print(String what, double modelsPerSecond) {
        System.out.printf("{\"what\": \"%s\", \"modelsPerSecond\": %.1f, \"load\": %.1f}%n", what, modelsPerSecond,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
