package dev.weighbridge.zstack.model;

import java.util.Optional;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.zstack.door.AddedResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The model that an AddModel has made. */
@Component
class AddedModel implements AddedResource {

    private final Inventory inventory;

    private final ShownModels shown;

    AddedModel(Inventory inventory, ShownModels shown) {
        this.inventory = inventory;
        this.shown = shown;
    }

    @Override
    public ArtifactKind kind() {
        return ArtifactKind.MODEL;
    }

    @Override
    public Optional<ObjectNode> reply(String uuid) {
        return inventory.find(uuid).map(shown::reply);
    }
}
