package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.kill.NodeProgram;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.unit.DataSize;

/** A node that is told to stop while it works. */
@Execution(ExecutionMode.CONCURRENT)
class DrainTest {

    private static final int PART = 65536;

    private static final int SIZE = 80 * PART + 5;

    private static final int TERMINATED = 143;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void givesItsWorkBackToAnotherNodeWhichFetchesNothingAgain() throws Exception {
        byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), SIZE, 21));
        var database = LastingDatabase.of(TestDatabase.POSTGRES, home);
        try (FaultyHttpServer server = FaultyHttpServer.start(); NodeProcess first = start(database).ready()) {
            FaultyFile file = server.file("/large.bin", bytes).pace(DataSize.ofBytes(5 * PART));
            String job = first.addModel(first.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
            await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= 5 * PART);
            file.hold(); // or the first may be done before the second has started
            String name = database.column("select node from ingestion").getFirst();
            try (NodeProcess second = start(database).ready()) {
                assertThat(second.api("/nodes").body()).contains(name).doesNotContain("\"draining\":true");

                first.terminate();
                long told = System.nanoTime();

                await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(50))
                        .until(() -> database.column("select draining from node where name = '" + name + "'").equals(List.of("t")));
                assertThat(first.exit()).isEqualTo(TERMINATED);
                assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(LIMIT);
                assertThat(database.column("select name from node")).hasSize(1).doesNotContain(name);
                assertThat(first.log()).doesNotContain(" ERROR ");
                file.recover().release();
                var answer = second.end(job);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(DigestUtils.sha256Hex(bytes));
                assertThat(database.column("select node from ingestion").getFirst()).isNotEqualTo(name);
                assertThat(database.column("select attempt from ingestion")).containsExactly("2");
            }
            assertThat(file.bytesServed()).as("what was checkpointed is not fetched again").isLessThanOrEqualTo(SIZE + 10 * PART);
        }
    }

    /** The database is the one thing that everything at the end of a node asks. */
    @Test
    void leavesInTimeWhenTheDatabaseHangs() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(home.resolve("postgres"))) {
            byte[] bytes = Files.readAllBytes(Imports.file(home.resolve("large.bin"), SIZE, 22));
            try (FaultyHttpServer server = FaultyHttpServer.start(); NodeProcess node = start(postgres.database()).ready()) {
                FaultyFile file = server.file("/large.bin", bytes).pace(DataSize.ofBytes(5 * PART));
                node.addModel(node.addCenter("https://example.invalid"), "large", server.url("/large.bin").toString());
                await().atMost(NodeProcess.LONG).until(() -> file.bytesServed() >= 5 * PART);
                postgres.freeze();

                node.terminate();
                long told = System.nanoTime();

                assertThat(node.exit()).isEqualTo(TERMINATED);
                assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(LIMIT);
            }
        }
    }

    private NodeProcess start(LastingDatabase database) throws Exception {
        return NodeProcess.start(NodeProgram.packaged(), home, database);
    }
}
