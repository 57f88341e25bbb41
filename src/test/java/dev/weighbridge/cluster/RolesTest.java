package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One process that answers and one that works, on one PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
class RolesTest {

    @TempDir
    Path home;

    @Test
    void theApiNodeAnswersAndOnlyTheWorkerWorks() throws Exception {
        Path file = Imports.file(home.resolve("models/m/large.bin"), 3 * 65536, 1);
        var database = LastingDatabase.of(TestDatabase.POSTGRES, home);
        try (NodeProcess api = NodeProcess.start(home, database, "weighbridge.roles=api").ready()) {
            String job = api.addModel(api.addCenter(home.resolve("models").toString()), "m", "m");
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10))
                    .until(() -> database.column("select state from ingestion").equals(java.util.List.of("QUEUED")));
            try (NodeProcess worker = NodeProcess.start(home, database, "weighbridge.roles=worker").up()) {
                var answer = api.end(job);

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"artifactChecksum\":\"" + Coreutils.sha256(file) + "\"");
                JsonNode nodes = JsonMapper.shared().readTree(api.api("/nodes").body());
                assertThat(nodes.at("/total").asInt()).isEqualTo(2);
                assertThat(nodes.at("/items/0/roles").toString()).isEqualTo("[\"api\"]");
                assertThat(nodes.at("/items/1/roles").toString()).isEqualTo("[\"worker\"]");
                assertThat(database.column("select node from ingestion")).containsExactly(nodes.at("/items/1/name").asString());
                hasNoDoors(worker, job);
                leavesADeadRowBehind(worker, api);
            }
        }
    }

    private static void hasNoDoors(NodeProcess worker, String job) {
        assertThat(worker.poll(job).statusCode()).isEqualTo(404);
        assertThat(worker.api("/nodes").body()).contains("NOT_FOUND").contains("this node only works");
    }

    private static void leavesADeadRowBehind(NodeProcess worker, NodeProcess api) throws InterruptedException {
        worker.kill();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode nodes = JsonMapper.shared().readTree(api.api("/nodes").body());
            assertThat(nodes.at("/items/0/alive").asBoolean()).isTrue();
            assertThat(nodes.at("/items/1/alive").asBoolean(true)).isFalse();
        });
    }
}
