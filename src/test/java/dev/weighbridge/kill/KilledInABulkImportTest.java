package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that goes through a list is killed behind a row, and the next within the request of one; the third goes on where they were. */
class KilledInABulkImportTest {

    private static final int ROWS = 30;

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachModelComesInOnce(TestDatabase kind) throws Exception {
        LastingDatabase database = LastingDatabase.of(kind, home);
        StringBuilder csv = new StringBuilder("name,installPath\n");
        for (int row = 1; row <= ROWS; row++) {
            Imports.file(home.resolve("models/m" + row), 100, row);
            csv.append("m").append(row).append(",m").append(row).append('\n');
        }
        try (NodeProcess node = dying(database, Failpoint.BULK_ROW_REQUESTED, 9).ready()) {
            node.importList(node.addCenter(home.resolve("models").toString()), csv.toString());
            assertThat(node.exit()).as(node.log()).isEqualTo(KillableNode.KILLED);
        }
        try (NodeProcess node = dying(database, Failpoint.REQUEST_ACCEPTED, 11)) {
            assertThat(node.exit()).as(node.log()).isEqualTo(KillableNode.KILLED);
        }
        try (NodeProcess node = NodeProcess.start(home, database).ready()) {
            JsonNode run = await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(
                    () -> JsonMapper.shared().readTree(node.bulkImport()).at("/items/0"),
                    now -> !now.at("/state").asString().equals("RUNNING"));
            assertThat(run.at("/state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
            assertThat(run.at("/counts/succeeded").asInt()).isEqualTo(ROWS);
            assertThat(node.models()).contains("\"total\":" + ROWS);
        }
        assertThat(database.column("select count(*) from ingestion")).as("requests").containsExactly(Integer.toString(ROWS));
    }

    private NodeProcess dying(LastingDatabase database, Failpoint failpoint, int count) throws Exception {
        return NodeProcess.start(home, database, "test.die-at=" + failpoint, "test.die-at-count=" + count);
    }
}
