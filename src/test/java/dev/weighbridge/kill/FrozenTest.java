package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FrozenTest {

    private static final int PART = 65536;

    private static final int SIZE = 40 * PART + 5;

    /** A woken node reads on from a connection on which nothing will come any more. */
    private static final String SOON_BROKEN = "weighbridge.net.idle-timeout=3s";

    @TempDir
    Path home;

    @Test
    void aWokenNodeTouchesNothingOfWhatAnotherHasTakenOver() throws Exception {
        isTakenOver(new StoreFolder(home), 20);
    }

    @Test
    void aWokenNodeTouchesNothingInABucketEither() throws Exception {
        isTakenOver(StoreBucket.fresh(), 4);
    }

    /** Freezes a node when so many parts, half of a file's, are on their way. */
    private void isTakenOver(NodeStore store, int parts) throws Exception {
        int half = parts * store.partSize();
        byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), 2 * half + 5, 4));
        var database = LastingDatabase.of(TestDatabase.POSTGRES, home);
        try (FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess frozen = NodeProcess.start(home, database, store.with(SOON_BROKEN)).ready()) {
            FaultyFile file = server.file("/large.bin", bytes).stallAfter(half);
            String job = frozen.addModel(frozen.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= half);
            frozen.signal("STOP");
            file.recover();
            try (NodeProcess other = NodeProcess.start(home, database, store.with()).ready()) {
                var answer = other.end(job);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(DigestUtils.sha256Hex(bytes));

                frozen.signal("CONT");

                await().atMost(Duration.ofSeconds(60)).until(() -> frozen.log().contains("no longer holds it"));
                assertThat(other.models()).contains("\"total\":1");
                assertThat(other.end(job).body()).isEqualTo(answer.body());
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(store.objectCount()).isEqualTo(1));
                assertThat(store.checksums()).containsExactly(DigestUtils.sha256Hex(bytes));
            }
        }
    }

    @Test
    void aNodeFrozenBeyondItsOwnLeaseFinishesOnce() throws Exception {
        Path model = Imports.file(home.resolve("models/m/large.bin"), SIZE, 5);
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess node = NodeProcess.start(home, database, SOON_BROKEN).ready()) {
            FaultyFile file = server.file("/large.bin", Files.readAllBytes(model)).stallAfter(20 * PART);
            String job = node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= 20 * PART);
            node.signal("STOP");
            file.recover();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            node.signal("CONT");

            var answer = node.end(job);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains(DigestUtils.sha256Hex(Files.readAllBytes(model)));
            assertThat(node.models()).contains("\"total\":1");
        }
    }

    @Test
    void aNodeThatIsAskedToStopGivesItsWorkBack() throws Exception {
        byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), SIZE, 6));
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            FaultyFile file = server.file("/large.bin", bytes).stallAfter(20 * PART);
            String job;
            try (NodeProcess node = NodeProcess.start(home, database, "weighbridge.queue.drain=1s").ready()) {
                job = node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
                await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= 20 * PART);
                node.terminate();
                node.exit();
                assertThat(node.log()).doesNotContain(" ERROR ");
            }
            file.recover();
            try (NodeProcess node = NodeProcess.start(home, database).ready()) {
                var answer = node.end(job);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(DigestUtils.sha256Hex(bytes));
            }
            assertThat(file.bytesServed()).as("what was checkpointed is not fetched again").isLessThanOrEqualTo(SIZE + 10 * PART);
        }
    }
}
