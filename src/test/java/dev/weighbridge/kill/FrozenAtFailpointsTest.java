package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.util.StringUtils;

/** Two nodes, of which one freezes right before a write that matters, once in each of several ingestions; the other takes every one of them over. */
@Execution(ExecutionMode.CONCURRENT)
class FrozenAtFailpointsTest {

    /** In this order, because whoever wakes before completing an upload completes it, and is then where it froze the time before. */
    private static final List<Failpoint> BEFORE_A_WRITE = List.of(Failpoint.PART_UPLOADED, Failpoint.UPLOAD_COMPLETE,
            Failpoint.BEFORE_COMPLETE, Failpoint.BEFORE_COMMIT, Failpoint.BEFORE_MANIFEST);

    private static final String FENCED = "no longer holds it";

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private LastingDatabase database;

    private NodeProcess freezing;

    private NodeProcess taker;

    @BeforeEach
    void startTwoNodes() throws Exception {
        database = LastingDatabase.of(TestDatabase.POSTGRES, home);
        String freezeAt = BEFORE_A_WRITE.stream().map(Failpoint::name).collect(Collectors.joining(","));
        freezing = NodeProcess.start(home, database, "test.freeze-at=" + freezeAt);
        taker = NodeProcess.start(home, database);
        freezing.ready();
        taker.ready();
    }

    @AfterEach
    void stopThem() {
        freezing.close();
        taker.close();
    }

    @Test
    void aNodeThatWakesBeforeAWriteTouchesNothingOfWhatAnotherHasTakenOver() throws Exception {
        String center = freezing.addCenter(home.resolve("models").toString());
        for (int models = 1; models <= BEFORE_A_WRITE.size(); models++) {
            Failpoint failpoint = BEFORE_A_WRITE.get(models - 1);
            Path file = Imports.file(home.resolve("models").resolve(failpoint.name()).resolve("large.bin"), 20 * 65536 + 17, models);
            isTakenOver(failpoint, center, Coreutils.sha256(file), models);
        }
    }

    private void isTakenOver(Failpoint failpoint, String center, String checksum, int models) throws Exception {
        var store = new StoreFolder(home);
        HttpResponse<String> answer = whileOneIsFrozen(failpoint, center, checksum);
        await().atMost(SOON).untilAsserted(() -> assertThat(store.manifests()).hasSize(models));
        Path manifest = home.resolve("manifests").resolve(NodeProcess.uuid(answer.body()) + ".json");
        String written = Files.readString(manifest);
        FileTime writtenAt = Files.getLastModifiedTime(manifest);
        List<String> rows = rows();
        int fenced = StringUtils.countOccurrencesOf(freezing.log(), FENCED);

        freezing.signal("CONT");

        await(failpoint.name()).atMost(SOON).until(() -> failpoint == Failpoint.BEFORE_MANIFEST
                ? Files.getLastModifiedTime(manifest).compareTo(writtenAt) > 0
                : StringUtils.countOccurrencesOf(freezing.log(), FENCED) > fenced);
        assertThat(rows()).as("rows after %s", failpoint).isEqualTo(rows);
        assertThat(freezing.end(answer.uri().getPath()).body()).isEqualTo(answer.body());
        assertThat(taker.models()).contains("\"total\":" + models);
        assertThat(Files.readString(manifest)).isEqualTo(written);
        await().atMost(SOON).untilAsserted(() -> assertThat(store.objects()).as("objects after %s", failpoint).hasSize(models));
        assertThat(store.checksums()).contains(checksum);
    }

    /** All that an attempt writes, but blobs: those may be left to the collector. Each with who wrote it, so that the same written again shows. */
    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("ingestion", "ingestion_file", "checkpoint", "part", "model", "model_file", "model_derivation")) {
            rows.addAll(database.column("select concat('" + table + " ', t.xmin, ' ', t) from " + table + " t order by 1"));
        }
        return rows;
    }

    /** Lets one node begin an ingestion and freeze in it, and the other, which was held back so long, end it. */
    private HttpResponse<String> whileOneIsFrozen(Failpoint failpoint, String center, String checksum) throws Exception {
        taker.signal("STOP");
        String job = ResourceUuid.random();
        // It may freeze before it answers.
        Thread.ofVirtual().start(
                () -> freezing.ask(new NodeProcess.Wish(center, failpoint.name(), failpoint.name()), "X-Job-UUID", job));
        freezing.frozen();
        taker.signal("CONT");
        HttpResponse<String> answer = taker.end(NodeProcess.job(job));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"artifactChecksum\":\"" + checksum + "\"");
        return answer;
    }
}
