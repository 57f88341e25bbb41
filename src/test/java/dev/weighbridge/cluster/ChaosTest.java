package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.kill.StoreBucket;
import dev.weighbridge.store.S3Server;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes, PostgreSQL and an S3 server, of which now one and now another is gone while models come in by calls, lists and a sync. In the end every model is there once, whole,
 * and nothing else is. {@code -Dchaos.seeds=1-20}, {@code -Dchaos.models=200} and {@code -Dchaos.store-away=20} (seconds) make more of it.
 */
class ChaosTest {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosTest.class);

    private static final int MODELS = Integer.getInteger("chaos.models", 45);

    private static final Duration STORE_AWAY = Duration.ofSeconds(Integer.getInteger("chaos.store-away", 3));

    private static final Duration SWEPT = Duration.ofSeconds(60);

    @TempDir
    Path home;

    static LongStream seeds() {
        String[] ends = System.getProperty("chaos.seeds", "7").split("-");
        return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyModelComesInOnceWhateverHappens(long seed) throws Exception {
        var random = new Random(seed);
        var bucket = StoreBucket.fresh();
        try (var postgres = OwnPostgres.start(home.resolve("postgres"));
                var store = StoreDoor.to(S3Server.shared().url());
                var nodes = Trio.start(home, postgres.database(), bucket.with("weighbridge.store.s3.endpoint=" + store.url()));
                var client = Executors.newVirtualThreadPerTaskExecutor()) {
            // All three ways in: bulk imports and syncs ask beside this one, each with a list of its own.
            var arrivals = new Arrivals(nodes, new Random(random.nextLong()));
            Path models = home.resolve("models");
            arrivals.prepare(models, home.resolve("staged"), MODELS);
            String center = nodes.node(0).addCenter(models.toString());
            arrivals.follow(center);
            long began = System.nanoTime();
            var arriving = client.submit(() -> {
                arrivals.arrive(models, center);
                return true;
            });
            new Calamities(nodes, postgres, store, STORE_AWAY, new Random(random.nextLong())).strike();
            nodes.ready();
            arriving.get();

            LastingDatabase rows = postgres.database();
            arrivals.allCameIn(nodes.node(0), rows, center);

            assertOnce(arrivals, rows);
            assertNothingElse(rows, bucket);
            assertNothingIsStuck(rows, nodes.node(0));
            LOG.info("Seed {}: {} models in {} s; attempts {}", seed, MODELS, Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    rows.column("select concat(attempt, ' x ', count(*)) from ingestion group by attempt order by attempt"));
        }
    }

    private static void assertOnce(Arrivals arrivals, LastingDatabase rows) throws Exception {
        assertThat(rows.column("select concat(name, ' ', version_semver, ' ', artifact_checksum) from model where type = 'Custom'"))
                .containsExactlyInAnyOrderElementsOf(arrivals.asked());
        assertThat(rows.column("select concat(name, ' ', artifact_checksum) from model where type = 'System'"))
                .containsExactlyInAnyOrderElementsOf(arrivals.synced());
        assertThat(rows.column("select concat(name, ' ', version_semver) from model where latest_of is not null and type = 'Custom'"))
                .containsExactlyInAnyOrderElementsOf(arrivals.latest());
        assertThat(rows.column("select name from model where latest_of is null and type = 'System'")).as("each of a lineage of its own")
                .isEmpty();
    }

    /** As many objects as the models have different files, each with the bytes that its row says; no upload and no manifest too many. */
    private static void assertNothingElse(LastingDatabase rows, StoreBucket bucket) {
        await().atMost(SWEPT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            List<String> kept = rows.column("select distinct sha256 from model_file");
            assertThat(bucket.objectCount()).as("objects and uploads").isEqualTo(kept.size());
            assertThat(bucket.manifestCount()).isEqualTo(MODELS);
            assertThat(rows.column("select uuid from blob")).hasSize(kept.size());
            assertThat(bucket.checksums()).containsExactlyInAnyOrderElementsOf(kept);
        });
    }

    private static void assertNothingIsStuck(LastingDatabase rows, NodeProcess node) throws Exception {
        assertThat(rows.column("select distinct state from ingestion")).containsExactly("SUCCEEDED");
        await().atMost(SWEPT).untilAsserted(() -> assertThat(queued(rows)).isEmpty());
        assertThat(rows.column("select uuid from ingestion where open_key is not null")).isEmpty();
        await().atMost(SWEPT).until(() -> node.api("/nodes").body().split("\"alive\":true", -1).length - 1 == Trio.SIZE);
    }

    private static List<String> queued(LastingDatabase rows) throws SQLException {
        List<String> queued = new ArrayList<>();
        for (String lane : List.of("small", "large", "hooks", "background")) {
            queued.addAll(rows.column("select concat(task_name, ' ', task_instance) from queue_" + lane
                    + " where task_instance <> 'recurring'"));
        }
        return queued;
    }
}
