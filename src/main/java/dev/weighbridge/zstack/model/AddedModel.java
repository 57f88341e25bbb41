package dev.weighbridge.zstack.model;

import java.util.Optional;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.zstack.door.AddedResource;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The model that an AddModel has made. */
@Component
class AddedModel implements AddedResource {

    private final Inventory inventory;

    AddedModel(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public ArtifactKind kind() {
        return ArtifactKind.MODEL;
    }

    @Override
    public Optional<ObjectNode> reply(String uuid) {
        return inventory.find(uuid).map(model -> Replies.inventory(InventoryType.MODEL, ModelInventory.of(model)));
    }
}
