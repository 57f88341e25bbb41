package dev.weighbridge.zstack.model;

import java.util.List;
import java.util.Map;

import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Shows models with the services that they are bound to. */
@Component
class ShownModels {

    private final ServiceBindings bindings;

    ShownModels(ServiceBindings bindings) {
        this.bindings = bindings;
    }

    /** One for each row, in their order; the services are asked for once for all. */
    List<ModelInventory> of(List<Model> rows) {
        Map<String, List<ModelServiceRef>> refs = bindings.ofModels(rows.stream().map(Model::getUuid).toList());
        return rows.stream().map(row -> ModelInventory.of(row, refs.get(row.getUuid()))).toList();
    }

    /** The answer {@code {"inventory": …}}. */
    ObjectNode reply(Model row) {
        return Replies.inventory(InventoryType.MODEL, of(List.of(row)).getFirst());
    }
}
