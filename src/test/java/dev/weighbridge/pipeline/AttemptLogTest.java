package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every line that a node logs of an attempt says which it is, whatever thread writes it. */
class AttemptLogTest {

    private static final String WRONG = "ab".repeat(32);

    @TempDir
    Path home;

    @Test
    void structuredLinesCarryIngestionAttemptModelAndNode() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess node = NodeProcess
                        .start(home, LastingDatabase.of(TestDatabase.H2, home), "logging.structured.format.console=ecs")
                        .ready()) {
            importDamaged(server, node);
            List<JsonNode> lines = await().atMost(NodeProcess.LONG).until(() -> of(node, "fetched a second time", "DIGEST_MISMATCH"),
                    found -> found.size() >= 2);
            assertThat(lines).extracting(line -> line.at("/process/thread/name").asString()).as("threads of the transfer, too")
                    .anyMatch(thread -> thread.startsWith("transfer"));
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.path("ingestion").asString()).matches("[0-9a-f]{32}");
                assertThat(line.path("attempt").asString()).isEqualTo("1");
                assertThat(line.path("model").asString()).isEqualTo("damaged");
                assertThat(line.path("node").asString()).isNotBlank();
            });
            assertThat(of(node, "Started KillableNode")).isNotEmpty().allSatisfy(line -> assertThat(line.has("ingestion")).isFalse());
        }
    }

    @Test
    void usualLinesCarryTheIngestionInBrackets() throws Exception {
        try (FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess node = NodeProcess.start(home, LastingDatabase.of(TestDatabase.H2, home)).ready()) {
            importDamaged(server, node);
            await().atMost(NodeProcess.LONG).until(() -> node.log().contains("DIGEST_MISMATCH"));
            assertThat(node.log().lines().filter(line -> line.contains("fetched a second time"))).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).containsPattern("\\[[0-9a-f]{32}\\] "));
            assertThat(node.log().lines().filter(line -> line.contains("Started KillableNode"))).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).doesNotContain("[]").doesNotContainPattern("\\[[0-9a-f]{32}\\]"));
        }
    }

    /** Five parts whose digest is not what stands beside the file. */
    private static void importDamaged(FaultyHttpServer server, NodeProcess node) {
        server.file("/m.bin", new byte[5 * 65536]);
        server.file("/m.bin.sha256", WRONG.getBytes(StandardCharsets.US_ASCII));
        String center = node.addCenter("https://example.invalid");
        assertThat(node.end(node.addModel(center, "damaged", server.url("/m.bin").toString())).statusCode()).isEqualTo(503);
    }

    private static List<JsonNode> of(NodeProcess node, String... words) {
        return node.log().lines().filter(line -> line.startsWith("{") && List.of(words).stream().anyMatch(line::contains))
                .map(line -> JsonMapper.shared().readTree(line)).toList();
    }
}
