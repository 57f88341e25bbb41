package dev.weighbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A blob that is repaired in the very moment in which another model that shares it is about to be committed. */
class CommitDuringRepairTest {

    private static final AtomicReference<Runnable> BEFORE_COMMIT = new AtomicReference<>();

    /** No configuration that a scan of the packages would find: only the node that is started with it has it. */
    static class Interruption {

        @Bean
        @Primary
        Failpoints interrupting() {
            return failpoint -> {
                Runnable now = failpoint == Failpoint.BEFORE_COMMIT ? BEFORE_COMMIT.getAndSet(null) : null;
                if (now != null) {
                    now.run();
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theCommittedModelHasTheRepairedBlob(TestDatabase database) throws Exception {
        byte[] bytes = new byte[3 * SmallPartsNode.PART];
        new Random(7).nextBytes(bytes);
        try (TestNode node = TestNode.start(TestNode.newHome(), database.freshUrl(), database.user(), List.of(Interruption.class),
                SmallPartsNode.settings()); FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/m.bin", bytes);
            var imports = new Imports(node);
            StoredObjects objects = StoredObjects.inFolder(node);
            Ingestion one = imports.run("one", server.url("/m.bin").toString(), null);
            String old = blob(node, one);
            objects.flip(old, 5);
            ApiClient admin = ApiClient.admin(node);
            BEFORE_COMMIT.set(() -> {
                assertThat(Verifying.to(admin, one.modelUuid()).text("/state")).isEqualTo("SUCCEEDED");
                Sweeps.sweep(node, Duration.ZERO);
            });

            Ingestion two = imports.run("two", server.url("/m.bin").toString(), null);

            assertThat(two.state()).as("%s", two.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(two.bytesDeduplicated()).as("it shares the blob").isEqualTo(bytes.length);
            assertThat(blob(node, two)).isEqualTo(blob(node, one)).isNotEqualTo(old);
            assertThat(objects.isThere(old)).isFalse();
            assertThat(objects.read(blob(node, two))).isEqualTo(bytes);
        }
    }

    private static String blob(TestNode node, Ingestion model) {
        return node.bean(Inventory.class).files(model.modelUuid()).getFirst().blobUuid();
    }
}
