package dev.weighbridge.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LocalRepairTest extends RepairContract {

    private final TestNode node;

    LocalRepairTest(TestDatabase database) {
        super(SmallPartsNode.on(database), StoredObjects.inFolder(SmallPartsNode.on(database)), SmallPartsNode.PART);
        this.node = SmallPartsNode.on(database);
    }

    @Override
    String manifest(Ingestion model) throws IOException {
        Path manifest = node.home().resolve("manifests").resolve(model.modelUuid() + ".json");
        return Files.exists(manifest) ? Files.readString(manifest) : "";
    }
}
