package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
class KilledInAFileTest {

    private static final int PART = 65536;

    private static final int IN_FLIGHT = 4;

    private static final int SIZE = 100 * PART + 5;

    @TempDir
    Path home;

    @Test
    void goesOnAtTheCheckpointAfterEachOfThreeKills() throws Exception {
        byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), SIZE, 3));
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            FaultyFile file = server.file("/large.bin", bytes);
            String job = "";
            for (int quarter = 1; quarter <= 3; quarter++) {
                job = killedAfter(25 * PART, file, server, database, job);
            }
            file.recover();
            try (NodeProcess node = NodeProcess.start(home, database).ready()) {
                var answer = node.end(job);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(DigestUtils.sha256Hex(bytes));
            }
            List<Long> starts = ranges(server).toList();
            assertThat(starts).as("each attempt begins behind the one before").isSorted().hasSize(4);
            for (int attempt = 1; attempt < starts.size(); attempt++) {
                long sent = starts.get(attempt - 1) + 25 * PART;
                assertThat(sent - starts.get(attempt)).as("fetched again").isLessThanOrEqualTo((IN_FLIGHT + 1) * PART);
            }
        }
    }

    /** Lets a node move so many bytes of the file, and kills it. */
    private String killedAfter(long bytes, FaultyFile file, FaultyHttpServer server, LastingDatabase database, String job)
            throws Exception {
        file.recover().stallAfter(bytes);
        long before = file.bytesServed();
        try (NodeProcess node = NodeProcess.start(home, database)) {
            String started = job;
            if (job.isEmpty()) {
                node.ready();
                started = node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            }
            await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= before + bytes);
            // What was sent may still lie in the sockets: only what has reached the store is sure to have been fetched.
            long sent = ranges(server).toList().getLast() + bytes;
            await().atMost(NodeProcess.LONG).until(() -> uploaded() >= sent);
            node.kill();
            return started;
        }
    }

    private long uploaded() throws Exception {
        long all = 0;
        for (Path object : new StoreFolder(home).objects()) {
            all = Math.max(all, Files.size(object));
        }
        return all;
    }

    /** Where the body's requests began; the listing's ask for the first byte only. */
    private static Stream<Long> ranges(FaultyHttpServer server) {
        return server.requests("/large.bin").stream().map(request -> Objects.requireNonNullElse(request.header("range"), "bytes=0-"))
                .filter(range -> range.endsWith("-")).map(range -> Long.valueOf(range.substring("bytes=".length(), range.length() - 1)));
    }
}
