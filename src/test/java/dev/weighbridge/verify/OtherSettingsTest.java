package dev.weighbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.store.Blobs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that is started again with less memory than the parts have that were written, and whose files have been put back with other times. */
class OtherSettingsTest {

    private static final int SIZE = 5 * (256 << 10) + 1;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void checksAndRepairsWithWhatMemoryThereIs(TestDatabase database) throws Exception {
        Path home = TestNode.newHome();
        String url = database.freshUrl();
        Ingestion large;
        try (TestNode node = TestNode.start(home, url, database.user(), List.of(), "weighbridge.transfer.part-size=256KB",
                "weighbridge.transfer.memory=1MB")) {
            Path file = Imports.file(node.models().resolve("m/large.bin"), SIZE, 5);
            large = new Imports(node).run("m", node.models().resolve("m").toString(), null);
            StoredObjects.inFolder(node).flip(blob(node, large), 300_000);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        try (TestNode node = TestNode.start(home, url, database.user(), List.of(), "weighbridge.transfer.part-size=64KB",
                "weighbridge.transfer.memory=128KB")) {
            var seen = Verifying.to(ApiClient.admin(node), large.modelUuid());

            assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
            assertThat(seen.at("/findings/0/damagedParts").toString()).isEqualTo("[2]");
            assertThat(seen.at("/bytesFetched").asLong()).as("such parts cannot be copied any more").isEqualTo(SIZE);
            assertThat(node.bean(Blobs.class).sums(blob(node, large)).orElseThrow().partSize()).isEqualTo(64 << 10);
            assertThat(StoredObjects.inFolder(node).read(blob(node, large)))
                    .isEqualTo(Files.readAllBytes(node.models().resolve("m/large.bin")));
            assertThat(Verifying.to(ApiClient.admin(node), large.modelUuid()).at("/intact").asInt()).isEqualTo(1);
        }
    }

    private static String blob(TestNode node, Ingestion model) {
        return node.bean(Inventory.class).files(model.modelUuid()).getFirst().blobUuid();
    }
}
