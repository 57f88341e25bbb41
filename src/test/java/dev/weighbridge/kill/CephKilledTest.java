package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.CephServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A file on its way into a Ceph RGW, whose node is killed twice. */
@Tag("ceph")
class CephKilledTest {

    private static final int PART = 5 << 20;

    private static final int SIZE = 16 * PART + 5;

    private static final String BUCKET = "killed";

    @TempDir
    Path home;

    @Test
    void goesOnAtTheCheckpoint() throws Exception {
        byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), SIZE, 3));
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            FaultyFile file = server.file("/large.bin", bytes).pace(DataSize.ofMegabytes(10));
            String job = "";
            long kept = 0;
            for (int kill = 1; kill <= 2; kill++) {
                job = killedAfter(file, job, server, database);
                long checkpoint = Long.parseLong(database.column("select bytes from checkpoint").getFirst());
                assertThat(checkpoint).as("the checkpoint after kill %s", kill).isGreaterThan(kept);
                kept = checkpoint;
            }
            file.recover();
            long served = file.bytesServed();
            try (NodeProcess node = start(database).ready()) {
                var answer = node.end(job);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(DigestUtils.sha256Hex(bytes));
                node.kill();
            }
            assertThat(file.bytesServed() - served).as("fetched by the last node").isBetween(SIZE - kept, SIZE - kept + 10);
            String blob = database.column("select blob_uuid from model_file").getFirst();
            assertThat(DigestUtils.sha256Hex(CephServer.blob(BUCKET, blob))).isEqualTo(DigestUtils.sha256Hex(bytes));
        }
    }

    private NodeProcess start(LastingDatabase database) throws Exception {
        List<String> properties = CephServer.properties(BUCKET);
        properties.addAll(List.of("weighbridge.transfer.part-size=5MB", "weighbridge.transfer.memory=40MB"));
        return NodeProcess.start(home, database, properties.toArray(String[]::new));
    }

    /** Kills a node when the source has sent it six parts. */
    private String killedAfter(FaultyFile file, String job, FaultyHttpServer server, LastingDatabase database) throws Exception {
        long served = file.bytesServed();
        try (NodeProcess node = start(database)) {
            String started = job;
            if (job.isEmpty()) {
                node.ready();
                started = node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            }
            await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= served + 6 * PART);
            node.kill();
            return started;
        }
    }
}
