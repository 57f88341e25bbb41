package dev.weighbridge.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.weighbridge.node.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What PostgreSQL carries of the queue, without a byte being moved: run by {@code src/bench/bench cluster}, or as a program. Prints a line of JSON for each
 * measurement. The tables are those of our migrations; the work is none, so that what is counted is the queue.
 */
public final class ClaimBench {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);

    private static final int NODES = 1000;

    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));

    private final JdbcTemplate sql;

    private final HikariDataSource pool;

    private ClaimBench(String url, String user) {
        this.pool = pool(url, user, 16);
        this.sql = new JdbcTemplate(pool);
    }

    public static void main(String[] arguments) throws Exception {
        String url = forcedToTheDisk();
        Flyway.configure().dataSource(url, TestDatabase.POSTGRES.user(), "")
                .locations("classpath:db/migration", "classpath:db/vendor/postgresql")
                .load().migrate();
        var bench = new ClaimBench(url, TestDatabase.POSTGRES.user());
        bench.inserts();
        bench.heartbeats();
        bench.emptyPolls();
        bench.fill();
        for (int schedulers : new int[] {1, 2, 4, 8}) {
            bench.claims(schedulers, url);
        }
        System.exit(0);
    }

    /** The tests' servers do not wait for the disk; this one does, as one in production. */
    static String forcedToTheDisk() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("max_connections", "200")
                .start();
        String forced = new JdbcTemplate(server.getPostgresDatabase()).queryForObject("show fsync", String.class);
        if (!"on".equals(forced)) {
            throw new IllegalStateException("fsync is " + forced);
        }
        return server.getJdbcUrl("postgres", "postgres");
    }

    private void inserts() throws InterruptedException {
        var number = new AtomicLong();
        double rate = perSecond(() -> sql.update("""
                insert into queue_small (task_name, task_instance, execution_time, picked, version, priority)
                values ('nothing', ?, now(), false, 1, 50)""", "i" + number.incrementAndGet()));
        print("inserts", "one row per transaction, 8 connections", rate);
        sql.execute("truncate queue_small");
    }

    private void heartbeats() throws InterruptedException {
        sql.update("insert into node select 'n' || i, 'http://n', '1', 'worker', false, now(), now() from generate_series(1, ?) i", NODES);
        var number = new AtomicLong();
        double rate = perSecond(() -> sql.update("update node set heartbeat_at = now(), draining = false where name = ?",
                "n" + number.incrementAndGet() % NODES));
        print("heartbeats", "of 1000 nodes, 8 connections", rate);
    }

    private void emptyPolls() throws InterruptedException {
        print("polls", "of a lane in which nothing waits, 8 connections", perSecond(this::poll));
    }

    /** As db-scheduler asks on PostgreSQL. */
    private void poll() {
        sql.queryForList("""
                with locked as (select task_name, task_instance from queue_small
                    where picked = false and execution_time <= now() and task_name in ('nothing')
                    order by priority desc, execution_time asc limit 8 for update skip locked)
                update queue_small u set picked = true, picked_by = 'n', last_heartbeat = now(), version = version + 1
                from locked where u.task_name = locked.task_name and u.task_instance = locked.task_instance returning u.task_instance""");
    }

    private void fill() {
        sql.update("""
                insert into queue_small (task_name, task_instance, execution_time, picked, version, priority)
                select 'nothing', md5(i::text) || '#' || md5((i + 1)::text), timestamptz '2000-01-01' + i * interval '1 millisecond', false, 1, 50
                from generate_series(1, ?) i""", ROWS);
        sql.execute("analyze queue_small");
        Long bytes = sql.queryForObject("select pg_total_relation_size('queue_small')", Long.class);
        print("bytes", "of a waiting entry, with its indexes", bytes == null ? 0 : (double) bytes / ROWS);
    }

    /** Claims and removes for a while with so many schedulers of eight threads, each with a pool of its own, as nodes have. */
    private void claims(int count, String url) throws InterruptedException {
        var done = new AtomicLong();
        var nothing = Tasks.oneTime("nothing").execute((instance, context) -> done.incrementAndGet());
        List<Scheduler> schedulers = new ArrayList<>();
        List<HikariDataSource> pools = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HikariDataSource own = pool(url, TestDatabase.POSTGRES.user(), 10);
            pools.add(own);
            schedulers.add(Scheduler.create((DataSource) own, nothing).tableName("queue_small").threads(8).enablePriority()
                    .executorService(Executors.newFixedThreadPool(8, Thread.ofVirtual().factory()))
                    .schedulerName(new SchedulerName.Fixed("s" + i)).pollingInterval(Duration.ofSeconds(1))
                    .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true)).pollUsingLockAndFetch(0.5, 1.0).build());
        }
        schedulers.forEach(Scheduler::start);
        Thread.sleep(Duration.ofSeconds(2));
        long before = done.get();
        Instant began = Instant.now();
        Thread.sleep(LONG);
        double rate = (done.get() - before) * 1000.0 / Duration.between(began, Instant.now()).toMillis();
        print("claims", "claimed and removed by " + count + " schedulers of 8, of " + ROWS + " that wait", rate);
        schedulers.forEach(Scheduler::stop);
        pools.forEach(HikariDataSource::close);
    }

    private double perSecond(Runnable once) throws InterruptedException {
        var count = new AtomicLong();
        Instant end = Instant.now().plus(LONG);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (Instant.now().isBefore(end)) {
                    once.run();
                    count.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (double) count.get() / LONG.toSeconds();
    }

    private static HikariDataSource pool(String url, String user, int size) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setMaximumPoolSize(size);
        pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan");
        return pool;
    }

    private static void print(String what, String how, double number) {
        System.out.printf("{\"what\": \"%s\", \"how\": \"%s\", \"perSecondOrBytes\": %.0f, \"load\": \"%s\"}%n", what, how, number,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
