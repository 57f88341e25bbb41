package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.unit.DataSize;

/** One file on its way into a bucket, whose node is killed ten times. */
@Execution(ExecutionMode.CONCURRENT)
class KilledInAFileOnS3Test {

    private static final int KILLS = 10;

    private static final int IN_FLIGHT = 4;

    private static final StoreBucket BUCKET = StoreBucket.fresh();

    private static final int PART = BUCKET.partSize();

    private static final int SIZE = 30 * PART + 5;

    @TempDir
    Path home;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private LastingDatabase database;

    private FaultyFile file;

    private String checksum;

    @BeforeEach
    void serveAFile() throws Exception {
        database = LastingDatabase.of(TestDatabase.H2, home);
        Path large = Imports.file(home.resolve("large.bin"), SIZE, 3);
        checksum = Coreutils.sha256(large);
        file = server.file("/large.bin", Files.readAllBytes(large)).pace(DataSize.ofMegabytes(20));
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @Test
    void goesOnAtTheCheckpointAfterEachOfTenKills() throws Exception {
        String job = "";
        long kept = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long servedBefore = file.bytesServed();
            job = killedInMotion(job, kept / PART + 2);
            long fetched = kept + file.bytesServed() - servedBefore;
            long checkpoint = checkpoint();
            assertThat(checkpoint).as("the checkpoint after kill %s", kill).isGreaterThan(kept);
            assertThat(fetched - checkpoint).as("bytes that kill %s costs", kill).isLessThanOrEqualTo((IN_FLIGHT + 1L) * PART);
            kept = checkpoint;
        }
        String blob = blob();
        try (NodeProcess node = NodeProcess.start(home, database, BUCKET.with()).ready()) {
            file.recover();
            var answer = node.end(job);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"artifactChecksum\":\"" + checksum + "\"");
            node.kill();
        }
        assertThat(blob()).as("the upload was one and the same").isEqualTo(blob);
        assertThat(BUCKET.read(blob)).as("read by anybody but the inspector, who looks at the head and the last 64 KiB")
                .allMatch(KilledInAFileOnS3Test::isOfTheInspector);
        assertThat(BUCKET.checksums()).containsExactly(checksum);
        assertThat(BUCKET.objectCount()).as("blobs and uploads").isEqualTo(1);
    }

    private static boolean isOfTheInspector(String request) {
        String[] range = request.substring(request.lastIndexOf('=') + 1).split("-", -1);
        long first = Long.parseLong(range[0]);
        return first == 0 && Long.parseLong(range[1]) < 8192 || first > SIZE - 66_000;
    }

    /** Kills a node as soon as the bucket has so many parts, or more; the node is about to send others then. */
    private String killedInMotion(String job, long parts) throws Exception {
        try (NodeProcess node = NodeProcess.start(home, database, BUCKET.with())) {
            String started = job;
            if (job.isEmpty()) {
                node.ready();
                started = node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            }
            await().atMost(NodeProcess.LONG).pollInterval(Duration.ofMillis(10)).until(() -> hasParts(parts));
            node.kill();
            return started;
        }
    }

    /** Whether the parts up to this one were all put, by whichever node. */
    private static boolean hasParts(long last) {
        List<String> taken = S3Server.shared().taken();
        return S3Server.shared().uploads(BUCKET.name()).stream().anyMatch(
                key -> LongStream.rangeClosed(1, last).allMatch(part -> taken.contains("part " + part + " of " + key)));
    }

    private long checkpoint() throws SQLException {
        return Long.parseLong(database.column("select bytes from checkpoint").getFirst());
    }

    private String blob() throws SQLException {
        return database.column("select blob_uuid from ingestion_file").getFirst();
    }
}
