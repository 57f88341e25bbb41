package dev.weighbridge.zstack.dataset;

import java.util.Optional;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.zstack.door.AddedResource;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The dataset that a CreateDataset has made. */
@Component
class AddedDataset implements AddedResource {

    private final Datasets datasets;

    AddedDataset(Datasets datasets) {
        this.datasets = datasets;
    }

    @Override
    public ArtifactKind kind() {
        return ArtifactKind.DATASET;
    }

    @Override
    public Optional<ObjectNode> reply(String uuid) {
        return datasets.find(uuid).map(dataset -> Replies.inventory(InventoryType.DATASET, DatasetInventory.of(dataset)));
    }
}
