package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One ingestion, whose process is killed at each failpoint in turn. Nobody asks again: each start takes it up by itself. */
@Execution(ExecutionMode.CONCURRENT)
class KilledAtEveryFailpointTest {

    @TempDir
    Path home;

    @Test
    void onH2() throws Exception {
        makesTheModelOnce(LastingDatabase.of(TestDatabase.H2, home), new StoreFolder(home), Failpoint.values());
    }

    @Test
    void onS3() throws Exception {
        makesTheModelOnce(LastingDatabase.of(TestDatabase.H2, home), StoreBucket.fresh(), Failpoint.values());
    }

    @Test
    void onPostgres() throws Exception {
        makesTheModelOnce(LastingDatabase.of(TestDatabase.POSTGRES, home), new StoreFolder(home), Failpoint.ATTEMPT_CLAIMED,
                Failpoint.CHECKPOINT_WRITTEN,
                Failpoint.BLOB_READY, Failpoint.COMMITTED);
    }

    private void makesTheModelOnce(LastingDatabase database, NodeStore store, Failpoint... failpoints) throws Exception {
        Path model = home.resolve("models/m");
        Imports.file(model.resolve("large.bin"), 20 * store.partSize() + 17, 1);
        Imports.file(model.resolve("small.txt"), 1000, 2);
        // The node may die before it answers, so the caller names its job.
        String job = ResourceUuid.random();
        boolean asked = false;
        for (Failpoint failpoint : failpoints) {
            // Parts that an earlier process has checkpointed are not moved again, so a later process must die at a later part.
            int count = failpoint == Failpoint.CHECKPOINT_WRITTEN ? 3 : 1;
            try (NodeProcess node = NodeProcess.start(home, database,
                    store.with("test.die-at=" + failpoint, "test.die-at-count=" + count))) {
                if (!asked) {
                    node.ready();
                    node.ask(new NodeProcess.Wish(node.addCenter(home.resolve("models").toString()), "m", "m"), "X-Job-UUID", job);
                    asked = true;
                }
                assertThat(node.exit()).as("died at %s:%n%s", failpoint, node.log()).isEqualTo(KillableNode.KILLED);
            }
        }
        try (NodeProcess node = NodeProcess.start(home, database, store.with()).ready()) {
            var answer = node.end(NodeProcess.job(job));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains(Coreutils.checksum(model)).contains("\"isLatestVersion\":true");
            assertThat(node.models()).contains("\"total\":1");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(store.objectCount()).as("only the two blobs are left").isEqualTo(2);
                assertThat(store.manifestCount()).isEqualTo(1);
            });
        }
    }
}
