package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node takes a call in and is killed before it has answered; the caller, who cannot know what became of it, sends the same again. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswerTest {

    private static final String MODEL_JOBS = " from api_job where ingestion_uuid is not null";

    @TempDir
    Path home;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private FaultyFile file;

    private String checksum;

    /** The source is busy until a test lets it recover: so long the ingestion is open. */
    @BeforeEach
    void serveAModel() throws Exception {
        Path model = Imports.file(home.resolve("model.bin"), 5 * 65536 + 3, 9);
        file = server.file("/model.bin", Files.readAllBytes(model)).refuseAlways(429, "Retry-After", "1");
        checksum = Coreutils.sha256(model);
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRepeatedJobUuidIsRefusedAndItsJobHasTheOneModel(TestDatabase kind) throws Exception {
        var database = LastingDatabase.of(kind, home);
        String job = ResourceUuid.random();
        NodeProcess.Wish wish = askInVain(database, "X-Job-UUID", job);
        try (NodeProcess node = NodeProcess.start(home, database).ready()) {
            assertRefused(node.ask(wish, "X-Job-UUID", job).orElseThrow());
            assertThat(node.poll(NodeProcess.job(job)).statusCode()).as("the job goes on").isEqualTo(202);
            file.recover();

            assertAdded(node.end(NodeProcess.job(job)));

            assertRefused(node.ask(wish, "X-Job-UUID", job).orElseThrow());
            assertThat(node.models()).contains("\"total\":1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameRequestUnderAnotherJobSharesTheOpenIngestion(TestDatabase kind) throws Exception {
        var database = LastingDatabase.of(kind, home);
        NodeProcess.Wish wish = askInVain(database, "Prefer", "respond-async");
        String lost = database.column("select uuid" + MODEL_JOBS).getFirst();
        try (NodeProcess node = NodeProcess.start(home, database).ready()) {
            String job = node.addModel(wish.center(), wish.name(), wish.installPath());
            assertThat(job).isNotEqualTo(NodeProcess.job(lost));
            file.recover();

            HttpResponse<String> answer = node.end(job);

            assertAdded(answer);
            assertThat(node.end(NodeProcess.job(lost)).body()).isEqualTo(answer.body());
            assertThat(node.models()).contains("\"total\":1");
            node.kill();
        }
        assertThat(database.column("select ingestion_uuid" + MODEL_JOBS)).hasSize(2).containsOnly(
                database.column("select uuid from ingestion").toArray(String[]::new));
    }

    /** Asks a node that dies when the request is committed and nothing is answered yet. */
    private NodeProcess.Wish askInVain(LastingDatabase database, String header, String value) throws Exception {
        try (NodeProcess node = NodeProcess.start(home, database, "test.die-at=" + Failpoint.REQUEST_ACCEPTED).ready()) {
            var wish = new NodeProcess.Wish(node.addCenter("https://example.invalid"), "m", server.url("/model.bin").toString());
            assertThat(node.ask(wish, header, value)).as("the answer").isEmpty();
            assertThat(node.exit()).as(node.log()).isEqualTo(KillableNode.KILLED);
            return wish;
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("Duplicate job uuid").doesNotContain("{");
    }

    private void assertAdded(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"artifactChecksum\":\"" + checksum + "\"");
    }
}
