package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thousand connections that break somewhere, while fifty files come through them. */
class RandomFaultsTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomFaultsTest.class);

    private static final int FILES = 50;

    private static final int FAULTS_OF_A_FILE = 22;

    private static final int SIZE = 1_430_000;

    private static final int LONGEST_RUN = 2 * SmallPartsNode.PART;

    @Test
    void endsWithTheRightBytesOrATruthfulFailure() throws Exception {
        long seed = new Random().nextLong();
        LOG.info("The faults are those of the seed {}", seed);
        var random = new Random(seed);
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path copy = Files.createTempDirectory("faults");
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            List<FaultyFile> files = published(server, copy, random);
            var imports = new Imports(node);
            String uuid = imports.request("faults", server.url("/model/").toString(), null);

            await().atMost(Duration.ofMinutes(2)).until(() -> hasEndedOrWaits(ingestion(node, uuid)));

            Ingestion first = ingestion(node, uuid);
            int broken = FILES * FAULTS_OF_A_FILE - files.stream().mapToInt(FaultyFile::hangUpsLeft).sum();
            LOG.info("{} connections were broken; the import is {}", broken, first.state());
            assertThat(broken).as("faults that were met, seed %s", seed).isGreaterThan(100);
            if (first.state() != IngestionState.SUCCEEDED) {
                assertThat(first.failure()).as("seed %s", seed).isNotNull()
                        .satisfies(why -> assertThat(why.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE))
                        .satisfies(why -> assertThat(why.message()).contains("broke").contains("tried again later"));
                files.forEach(FaultyFile::recover);
            }
            Ingestion last = node.bean(Ingestions.class).awaitEnd(uuid, Duration.ofMinutes(2));
            assertThat(last.state()).as("seed %s: %s", seed, last.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(node.bean(Inventory.class).find(last.modelUuid()).orElseThrow().getArtifactChecksum()).as("seed %s", seed)
                    .isEqualTo(Coreutils.checksum(copy));
        }
    }

    @Test
    void aSmallFileOfWhichNothingIsKnownIsFetchedAgainFromItsStart() throws Exception {
        TestNode node = SmallPartsNode.on(TestDatabase.H2);
        Path copy = Files.createTempDirectory("faults");
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        Files.write(copy.resolve("weights.bin"), bytes);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/small/weights.bin", bytes).hangUpAfter(10_000, 49_999, 1);
            server.file("/small/", """
                    <html><head><title>Index of x</title></head><body><pre><a href="../">../</a>
                    <a href="weights.bin">weights.bin</a>   18-Jul-2024 10:20   50000
                    </pre></body></html>
                    """.getBytes(StandardCharsets.UTF_8));
            Ingestion ended = new Imports(node).run("small", server.url("/small/").toString(), null);
            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(ended.attempt()).isEqualTo(1);
            assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum())
                    .isEqualTo(Coreutils.sha256(copy.resolve("weights.bin")));
        }
    }

    private static boolean hasEndedOrWaits(Ingestion ingestion) {
        return ingestion.state().hasEnded() || ingestion.state() == IngestionState.WAITING;
    }

    private static Ingestion ingestion(TestNode node, String uuid) {
        return node.bean(Ingestions.class).find(uuid).orElseThrow();
    }

    private static List<FaultyFile> published(FaultyHttpServer server, Path copy, Random random) throws Exception {
        List<FaultyFile> files = new ArrayList<>();
        var page = new StringBuilder("<html><head><title>Index of x</title></head><body><pre><a href=\"../\">../</a>\n");
        var sums = new StringBuilder();
        for (int number = 0; number < FILES; number++) {
            byte[] bytes = new byte[SIZE + number];
            random.nextBytes(bytes);
            String name = "weights-%02d.bin".formatted(number);
            Files.write(copy.resolve(name), bytes);
            FaultyFile file = server.file("/model/" + name, bytes);
            file.hangUpAfter(random.longs(FAULTS_OF_A_FILE, 1, LONGEST_RUN).toArray());
            files.add(file);
            sums.append(Coreutils.sha256(copy.resolve(name))).append("  ").append(name).append('\n');
            page.append("<a href=\"%1$s\">%1$s</a>   18-Jul-2024 10:20   %2$d\n".formatted(name, bytes.length));
        }
        page.append("<a href=\"SHA256SUMS\">SHA256SUMS</a>   18-Jul-2024 10:20   %d\n".formatted(sums.length()));
        server.file("/model/SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
        Files.writeString(copy.resolve("SHA256SUMS"), sums);
        server.file("/model/", page.append("</pre></body></html>\n").toString().getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
