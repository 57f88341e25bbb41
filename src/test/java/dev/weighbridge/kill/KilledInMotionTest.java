package dev.weighbridge.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that imports several models at once is killed at random moments, again and again. The client asks for each model under a job of its own, and asks
 * again as long as it gets no answer. {@code -Dtest.seed=} with the seed that was logged makes the same files and moments again.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledInMotionTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledInMotionTest.class);

    private static final int PART = 65536;

    private static final int KILLS = 5;

    private static final Duration LONGEST_LIFE = Duration.ofMillis(1500);

    /** So many models are folders, and so many are single files of a web server. */
    private static final int EACH = 4;

    /** Two files that all folders share, two of each folder's own, and the single files. */
    private static final int CONTENTS = 2 + 2 * EACH + EACH;

    private final long seed = Long.getLong("test.seed", new Random().nextLong());

    private final Random random = new Random(seed);

    @TempDir
    Path home;

    /** A model, the checksum that it must have in the end, and the job under which it is asked for. */
    private record Wanted(String name, String installPath, String checksum, String job) {}

    @Test
    void everyModelComesInOnceWhenTheNodeIsKilledAtAnyMoment() throws Exception {
        LOG.info("The seed is {}", seed);
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            List<Wanted> all = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                all.add(folder(i));
                all.add(file(i, server));
            }
            String center = killedAgainAndAgain(database, all);
            try (NodeProcess node = NodeProcess.start(home, database).ready()) {
                assertThat(ask(node, center, all)).as("without an answer").isEmpty();
                for (Wanted model : all) {
                    assertAdded(model, node.end(NodeProcess.job(model.job())));
                }
                assertThat(node.models()).as("seed %s", seed).contains("\"total\":" + all.size());
                settled(all.size());
                node.kill();
            }
        }
        List<String> objects = new ArrayList<>();
        for (Path object : new StoreFolder(home).objects()) {
            objects.add(object.getFileName() + " " + Coreutils.sha256(object));
        }
        assertThat(database.column("select distinct concat(blob_uuid, ' ', sha256) from model_file")).as("seed %s", seed)
                .containsExactlyInAnyOrderElementsOf(objects);
        LOG.info("Attempts of the ingestions: {}", database.column("select attempt from ingestion"));
    }

    /** Each node is asked for what no node has answered yet, and is killed meanwhile or a little later. */
    private String killedAgainAndAgain(LastingDatabase database, List<Wanted> all) throws Exception {
        String center = "";
        List<Wanted> unanswered = all;
        try (var client = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (NodeProcess node = NodeProcess.start(home, database).ready()) {
                    String known = center.isEmpty() ? node.addCenter(home.resolve("models").toString()) : center;
                    List<Wanted> still = unanswered;
                    var asking = client.submit(() -> ask(node, known, still));
                    node.killAfter(Duration.ofMillis(random.nextLong(LONGEST_LIFE.toMillis())));
                    unanswered = asking.get();
                    center = known;
                }
            }
        }
        return center;
    }

    /** Returns those that were not answered. Who was answered by an earlier node, or was taken in by one that died over it, is told so. */
    private List<Wanted> ask(NodeProcess node, String center, List<Wanted> models) {
        List<Wanted> unanswered = new ArrayList<>();
        for (Wanted model : models) {
            var answer = node.ask(new NodeProcess.Wish(center, model.name(), model.installPath()), "X-Job-UUID", model.job());
            if (answer.isEmpty()) {
                unanswered.add(model);
            } else if (answer.get().statusCode() != 202) {
                assertThat(answer.get().body()).as("seed %s", seed).contains("Duplicate job uuid");
            }
        }
        return unanswered;
    }

    private Wanted folder(int i) throws Exception {
        Path folder = home.resolve("models/folder-" + i);
        Imports.file(folder.resolve("large.bin"), random.nextInt(60, 120) * PART + 1, random.nextLong());
        Imports.file(folder.resolve("small.txt"), random.nextInt(1, PART), random.nextLong());
        Imports.file(folder.resolve("README.md"), 2000, seed);
        Imports.file(folder.resolve("legal/LICENSE"), 3000, ~seed);
        return new Wanted("folder-" + i, "folder-" + i, Coreutils.checksum(folder), ResourceUuid.random());
    }

    private Wanted file(int i, FaultyHttpServer server) throws Exception {
        int size = i % 2 == 0 ? random.nextInt(60, 120) * PART : random.nextInt(1, PART);
        Path file = Imports.file(home.resolve("served/file-" + i), size, random.nextLong());
        server.file("/file-" + i, Files.readAllBytes(file));
        return new Wanted("file-" + i, server.url("/file-" + i).toString(), Coreutils.sha256(file), ResourceUuid.random());
    }

    private void assertAdded(Wanted model, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("seed %s: %s", seed, answer.body()).isEqualTo(200);
        assertThat(answer.body()).as("seed %s", seed).contains("\"artifactChecksum\":\"" + model.checksum() + "\"");
    }

    /** Waits until the manifests are written and the collector has taken what was left behind. */
    private void settled(int models) {
        var store = new StoreFolder(home);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(store.manifests()).as("seed %s", seed).hasSize(models);
            assertThat(store.objects()).as("seed %s", seed).hasSize(CONTENTS);
        });
    }
}
