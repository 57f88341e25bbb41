package dev.weighbridge.zstack.center;

import java.util.List;
import java.util.Map;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.inventory.OwnedModels;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Shows model centres, with what is used of each: one query for all of them. */
@Component
class CenterViews {

    private final OwnedModels models;

    CenterViews(OwnedModels models) {
        this.models = models;
    }

    List<ModelCenterInventory> of(List<ModelCenter> centers) {
        Map<String, Long> bytes = models.bytesByCenter(centers.stream().map(ModelCenter::getUuid).toList());
        return centers.stream().map(center -> ModelCenterInventory.of(center,
                ModelCenterCapacityInventory.of(center.getUuid(), bytes.getOrDefault(center.getUuid(), 0L)))).toList();
    }

    /** The answer {@code {"inventory": …}}. */
    ObjectNode reply(ModelCenter center) {
        return Replies.inventory(InventoryType.MODEL_CENTER, of(List.of(center)).getFirst());
    }
}
