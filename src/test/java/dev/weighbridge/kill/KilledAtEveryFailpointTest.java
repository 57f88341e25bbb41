package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.hooks.Receiver;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One ingestion, whose process is killed at each failpoint in turn. Nobody asks again: each start takes it up by itself. Who wants to be told of the model is
 * told of it once, or more often with the same id.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledAtEveryFailpointTest {

    /** What bulk imports pass is killed at by KilledInABulkImportTest. */
    private static final Set<Failpoint> OF_AN_IMPORT = EnumSet.complementOf(EnumSet.of(Failpoint.BULK_ROW_REQUESTED));

    @TempDir
    Path home;

    @Test
    void onH2AndAFolder() throws Exception {
        makesTheModelOnce(LastingDatabase.of(TestDatabase.H2, home), new StoreFolder(home));
    }

    @Test
    void onPostgresAndS3() throws Exception {
        makesTheModelOnce(LastingDatabase.of(TestDatabase.POSTGRES, home), StoreBucket.fresh());
    }

    private void makesTheModelOnce(LastingDatabase database, NodeStore store) throws Exception {
        try (Receiver receiver = Receiver.start()) {
            String job = diesAtEach(database, store, receiver);
            try (NodeProcess node = NodeProcess.start(home, database, store.with()).ready()) {
                isWhole(node, store, job);
                await().atMost(NodeProcess.LONG).until(() -> !receiver.calls().isEmpty());
            }
            assertThat(receiver.calls()).map(Receiver.Call::body).allSatisfy(body -> assertThat(body).contains("\"type\":\"model.added\""))
                    .map(body -> JsonMapper.shared().readTree(body).path("id").asString()).doesNotContain("")
                    .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
        }
    }

    /** Returns the uuid of the job that asked. */
    private String diesAtEach(LastingDatabase database, NodeStore store, Receiver receiver) throws Exception {
        Path model = home.resolve("models/m");
        Imports.file(model.resolve("large.bin"), 20 * store.partSize() + 17, 1);
        Imports.file(model.resolve("small.txt"), 1000, 2);
        // The node may die before it answers, so the caller names its job.
        String job = ResourceUuid.random();
        boolean asked = false;
        for (Failpoint failpoint : OF_AN_IMPORT) {
            // Parts that an earlier process has checkpointed are not moved again, so a later process must die at a later part.
            int count = failpoint == Failpoint.CHECKPOINT_WRITTEN ? 3 : 1;
            try (NodeProcess node = NodeProcess.start(home, database,
                    store.with("test.die-at=" + failpoint, "test.die-at-count=" + count))) {
                if (!asked) {
                    node.ready();
                    node.post("/api/v1/event-hooks", "{\"name\":\"t\",\"url\":\"%s\"}".formatted(receiver.url()), "Content-Type",
                            "application/json");
                    node.ask(new NodeProcess.Wish(node.addCenter(home.resolve("models").toString()), "m", "m"), "X-Job-UUID", job);
                    asked = true;
                }
                assertThat(node.exit()).as("died at %s:%n%s", failpoint, node.log()).isEqualTo(KillableNode.KILLED);
            }
        }
        return job;
    }

    private void isWhole(NodeProcess node, NodeStore store, String job) throws Exception {
        var answer = node.end(NodeProcess.job(job));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(Coreutils.checksum(home.resolve("models/m"))).contains("\"isLatestVersion\":true");
        assertThat(node.models()).contains("\"total\":1");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(store.objectCount()).as("only the two blobs are left").isEqualTo(2);
            assertThat(store.manifestCount()).isEqualTo(1);
        });
    }
}
