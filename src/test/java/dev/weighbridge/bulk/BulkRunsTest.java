package dev.weighbridge.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.secret.TestSecrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists on a node that has no workers, so that each turn is this test's: what is requested stays QUEUED. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BulkRunsTest {

    private static final Map<TestDatabase, TestNode> NODES = new EnumMap<>(TestDatabase.class);

    private final TestNode node;

    private final String center;

    private final BulkRuns runs;

    private final BulkWishes wishes;

    private final JdbcTemplate sql;

    BulkRunsTest(TestDatabase database) {
        node = NODES.computeIfAbsent(database,
                missing -> TestNode.start(missing, "weighbridge.roles=api", "weighbridge.bulk.max-rows=5000"));
        center = new Imports(node).center();
        runs = node.bean(BulkRuns.class);
        wishes = node.bean(BulkWishes.class);
        sql = node.bean(JdbcTemplate.class);
    }

    @AfterAll
    static void close() {
        NODES.values().forEach(TestNode::close);
        NODES.clear();
    }

    @Test
    void isRequestedInTurnsAndEachRowOnce() throws Exception {
        String uuid = start(rows("a", 1, 120));
        assertThat(counts(uuid).pending()).isEqualTo(120);
        List<Callable<WorkHandler.Outcome>> workers = List.of(() -> turn(uuid), () -> turn(uuid), () -> turn(uuid));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(workers)) {
                outcome.get();
            }
        }
        assertThat(turn(uuid)).isInstanceOf(WorkHandler.Outcome.Done.class);
        assertThat(counts(uuid).queued()).isEqualTo(120);
        assertThat(ingestions(uuid)).isEqualTo(120);
        assertThat(runs.find(uuid).orElseThrow().state()).isEqualTo(BulkState.RUNNING);
    }

    @Test
    void anEqualRequestThatIsOpenIsShared() throws IOException {
        String first = start(rows("same", 1, 3));
        String second = start(rows("same", 2, 5) + rows("same", 4, 4));
        turn(first);
        turn(second);
        assertThat(counts(second).queued()).isEqualTo(5);
        assertThat(ingestions(first) + ingestions(second)).isEqualTo(5);
    }

    @Test
    void aPausedOneRequestsNothingUntilItGoesOn() throws IOException {
        String uuid = start(rows("p", 1, 60));
        wishes.pause(uuid);
        turn(uuid);
        assertThat(counts(uuid).pending()).isEqualTo(60);
        assertThat(runs.find(uuid).orElseThrow().state()).isEqualTo(BulkState.PAUSED);
        wishes.resume(uuid);
        turn(uuid);
        assertThat(counts(uuid).queued()).isEqualTo(60);
        wishes.pause(uuid);
        wishes.pause(uuid);
        assertThat(counts(uuid).paused()).isEqualTo(60);
        wishes.resume(uuid);
        assertThat(counts(uuid).queued()).isEqualTo(60);
        assertThat(entries(uuid)).as("in the queue: the first, and one for each resume").isEqualTo(3);
    }

    @Test
    void aCancelledOneEndsWithAllThatHasNotEnded() throws IOException {
        String half = start(rows("c", 1, 10));
        turn(half);
        wishes.cancel(half);
        wishes.cancel(half);
        String whole = start(rows("d", 1, 10));
        wishes.cancel(whole);
        turn(whole);
        for (String uuid : List.of(half, whole)) {
            assertThat(counts(uuid).cancelled()).isEqualTo(10);
            assertThat(runs.find(uuid).orElseThrow().state()).isEqualTo(BulkState.CANCELLED);
            for (var wish : List.<Runnable>of(() -> wishes.pause(uuid), () -> wishes.resume(uuid), () -> wishes.retryFailed(uuid))) {
                assertThatThrownBy(wish::run).isInstanceOfSatisfying(IngestionException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FailureKind.CONFLICT)).hasMessageContaining("it was cancelled");
            }
        }
        assertThatThrownBy(() -> wishes.cancel(ResourceUuid.random())).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.NOT_FOUND));
    }

    @Test
    void tokensAreKeptEncryptedUntilTheyAreUsed() throws IOException {
        String token = TestSecrets.fresh("a token of a row");
        String uuid = start("name,installPath,token\nt," + center + "," + token + "\nu,x," + token + "\n");
        assertThat(sql.queryForList("select token from bulk_row where run_uuid = ?", String.class, uuid)).doesNotContainNull()
                .noneMatch(kept -> kept.contains(token));
        assertThat(sql.queryForList("select fields from bulk_row where run_uuid = ?", String.class, uuid))
                .noneMatch(kept -> kept.contains(token));
        turn(uuid);
        assertThat(sql.queryForList("select token from bulk_row where run_uuid = ?", String.class, uuid)).containsOnlyNulls();
        assertThat(sql.queryForList("select token from ingestion where run_uuid = ?", String.class, uuid)).doesNotContainNull();
    }

    @Test
    void whatIsRefusedAtItsRequestIsTriedAgainWithItsToken() throws IOException {
        String token = TestSecrets.fresh("a token of a row");
        String uuid = start("name,installPath,centre,token\nr,x,later" + center + "," + token + "\n");
        turn(uuid);
        assertThat(counts(uuid).failed()).isEqualTo(1);
        assertThat(runs.find(uuid).orElseThrow().state()).isEqualTo(BulkState.FAILED);
        node.bean(ModelCenters.class).add(Imports.ADMIN, new NewCenter(null, "later" + center, null, node.models().toString(), null,
                "127.0.0.1", 5000, null, null, null, null, null, null));
        assertThat(wishes.retryFailed(uuid)).isEqualTo(1);
        turn(uuid);
        assertThat(counts(uuid).queued()).isEqualTo(1);
        assertThat(sql.queryForList("select token from ingestion where run_uuid = ?", String.class, uuid)).doesNotContainNull();
    }

    @Test
    void aListThatIsTooLongOrBreaksOffLeavesNothing() {
        assertThatThrownBy(() -> start(rows("l", 1, 5001))).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED)).hasMessageContaining("more than 5000 rows");
        InputStream breaking = BreakingInput.after("name,installPath\n" + rows("l", 1, 2000));
        assertThatThrownBy(() -> node.bean(BulkImports.class).start(asked(), BulkFormat.CSV, breaking)).hasMessage("gone");
        assertThat(sql.queryForObject("select count(*) from bulk_row where name like 'l-%'", Long.class)).isZero();
        assertThat(sql.queryForObject("select count(*) from bulk_run where state = 'READING'", Long.class)).isZero();
    }

    @Test
    void whatNeverCameInWholeIsForgottenAndSoIsWhatIsOld() throws IOException {
        String open = start(rows("o", 1, 1));
        String ended = start(rows("e", 1, 1));
        wishes.cancel(ended);
        String reading = start(rows("h", 1, 1));
        sql.update("update bulk_run set state = 'READING' where uuid = ?", reading);
        var history = new BulkHistory(node.bean(JdbcClient.class),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(59)));
        node.inTransaction(() -> {
            history.run();
            return 0;
        });
        assertThat(runs.find(reading)).isPresent();
        node.inTransaction(() -> {
            new BulkHistory(node.bean(JdbcClient.class),
                    Clock.offset(Clock.systemUTC(), Duration.ofDays(91))).run();
            return 0;
        });
        assertThat(runs.find(reading)).isEmpty();
        assertThat(runs.find(ended)).isEmpty();
        assertThat(runs.find(open)).as("there is work left").isPresent();
        assertThat(sql.queryForObject("select count(*) from bulk_row where run_uuid in (?, ?)", Long.class, reading, ended)).isZero();
    }

    private String start(String csvRows) throws IOException {
        String csv = csvRows.startsWith("name") ? csvRows : "name,installPath\n" + csvRows;
        return node.bean(BulkImports.class).start(asked(), BulkFormat.CSV, bytes(csv));
    }

    private NewBulk asked() {
        return new NewBulk(Imports.ADMIN, "test", center, Priority.NORMAL, false, Map.of());
    }

    private WorkHandler.Outcome turn(String uuid) {
        return node.bean(BulkHandler.class).handle(Lane.BACKGROUND, uuid);
    }

    private BulkCounts counts(String uuid) {
        return runs.find(uuid).orElseThrow().counts();
    }

    private long ingestions(String uuid) {
        Long count = sql.queryForObject("select count(*) from ingestion where run_uuid = ?", Long.class, uuid);
        return count == null ? -1 : count;
    }

    private long entries(String uuid) {
        Long count = sql.queryForObject("select count(*) from queue_background where task_name = 'bulk-import' and task_instance like ?",
                Long.class, uuid + "%");
        return count == null ? -1 : count;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(String name, int first, int last) {
        List<String> rows = new ArrayList<>();
        IntStream.rangeClosed(first, last).forEach(row -> rows.add(name + "-" + row + ",p-" + name + "-" + row + "\n"));
        return String.join("", rows);
    }
}
