package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class IngestModelJobTest {

    private final TestNode node;

    private final Imports imports;

    IngestModelJobTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.imports = new Imports(node);
    }

    @Test
    void bringsAFolderIntoTheInventory() throws Exception {
        Path folder = node.models().resolve("plain");
        Imports.file(folder.resolve("a/weights.bin"), 40 << 20, 1);
        Imports.file(folder.resolve("b.txt"), 12, 2);
        Files.createFile(folder.resolve("empty"));

        Ingestion ended = imports.run("plain", folder.toString(), "v1.2");

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        var model = node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow();
        assertThat(model.getArtifactChecksum()).isEqualTo(Coreutils.checksum(folder));
        assertThat(model.getArtifactSizeBytes()).isEqualTo((40 << 20) + 12);
        assertThat(model.getVersionSemver()).isEqualTo("1.2.0");
        assertThat(ended.bytesFetched()).isEqualTo((40 << 20) + 12);
    }

    @Test
    void failsWithASentenceWhenThePathIsOutsideTheRoots() {
        Ingestion ended = imports.run("outside", "/etc", null);

        assertThat(ended.state()).isEqualTo(IngestionState.FAILED);
        assertThat(ended.failure()).extracting(Failure::kind).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid())).isEmpty();
    }
}
