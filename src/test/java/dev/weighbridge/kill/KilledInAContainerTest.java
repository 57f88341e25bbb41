package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An archive that is unpacked while its node is killed: in the middle of a file, between two, and when all are READY but not yet the model's. */
@Execution(ExecutionMode.CONCURRENT)
class KilledInAContainerTest {

    private static final List<Death> DEATHS = List.of(new Death(Failpoint.PART_UPLOADED, 7), new Death(Failpoint.UPLOAD_COMPLETE, 2),
            new Death(Failpoint.BLOB_READY, 1));

    @TempDir
    Path home;

    private record Death(Failpoint at, int count) {}

    @Test
    void beginsItAnewAndLeavesNothingOfWhatWasThere() throws Exception {
        Path tree = tree();
        Path archive = home.resolve("models/m.tar.gz");
        Coreutils.run("mkdir -p " + archive.getParent() + " && tar --format=gnu -czf " + archive + " -C " + tree + " .");
        var database = LastingDatabase.of(TestDatabase.H2, home);
        var store = new StoreFolder(home);
        String job = ResourceUuid.random();
        for (Death death : DEATHS) {
            try (NodeProcess node = NodeProcess.start(home, database,
                    store.with("test.die-at=" + death.at(), "test.die-at-count=" + death.count()))) {
                if (death.equals(DEATHS.getFirst())) {
                    node.ready();
                    node.ask(new NodeProcess.Wish(node.addCenter(archive.getParent().toString()), "m", "m.tar.gz?unpack"), "X-Job-UUID",
                            job);
                }
                assertThat(node.exit()).as("died at %s:%n%s", death, node.log()).isEqualTo(KillableNode.KILLED);
            }
        }
        try (NodeProcess node = NodeProcess.start(home, database, store.with()).ready()) {
            var answer = node.end(NodeProcess.job(job));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains(Coreutils.checksum(tree));
            assertThat(node.models()).contains("\"total\":1");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(store.objectCount()).as("the four blobs are left").isEqualTo(4);
                assertThat(store.manifestCount()).isEqualTo(1);
            });
            node.kill();
        }
        assertThat(database.column("select path from model_file order by path")).containsExactly("config.json", "empty.txt",
                "weights/model-00001.bin", "weights/model-00002.bin");
        assertThat(database.column("select path from ingestion_file where packed_in is not null")).hasSize(4);
    }

    private Path tree() throws Exception {
        Path tree = home.resolve("tree");
        Imports.file(tree.resolve("weights/model-00001.bin"), 5L * 65536, 1);
        Imports.file(tree.resolve("weights/model-00002.bin"), 3L * 65536 + 17, 2);
        Imports.file(tree.resolve("config.json"), 1000, 3);
        Imports.file(tree.resolve("empty.txt"), 0, 4);
        return tree;
    }
}
