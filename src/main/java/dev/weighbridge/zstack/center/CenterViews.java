package dev.weighbridge.zstack.center;

import java.util.List;
import java.util.Map;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.OwnedModels;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Shows model centres, with what is used of each: one query of each kind for all of them. */
@Component
class CenterViews {

    private final OwnedModels models;

    private final Datasets datasets;

    CenterViews(OwnedModels models, Datasets datasets) {
        this.models = models;
        this.datasets = datasets;
    }

    List<ModelCenterInventory> of(List<ModelCenter> centers) {
        List<String> uuids = centers.stream().map(ModelCenter::getUuid).toList();
        Map<String, Long> ofModels = models.bytesByCenter(uuids);
        Map<String, Long> ofDatasets = datasets.bytesByCenter(uuids);
        return centers.stream().map(center -> ModelCenterInventory.of(center, ModelCenterCapacityInventory.of(center.getUuid(),
                ofModels.getOrDefault(center.getUuid(), 0L), ofDatasets.getOrDefault(center.getUuid(), 0L)))).toList();
    }

    /** The answer {@code {"inventory": …}}. */
    ObjectNode reply(ModelCenter center) {
        return Replies.inventory(InventoryType.MODEL_CENTER, of(List.of(center)).getFirst());
    }
}
