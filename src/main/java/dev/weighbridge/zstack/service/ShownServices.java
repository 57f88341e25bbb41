package dev.weighbridge.zstack.service;

import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Shows model services with the models that they are bound to, as far as the caller may see those. */
@Component
class ShownServices {

    private final ServiceBindings bindings;

    ShownServices(ServiceBindings bindings) {
        this.bindings = bindings;
    }

    /** One for each row, in their order; the models are asked for once for all. */
    List<ModelServiceInventory> of(Caller caller, List<ModelService> rows) {
        Map<String, List<ModelServiceRef>> refs = bindings.ofServices(rows.stream().map(ModelService::getUuid).toList(),
                caller.admin() ? null : caller.accountUuid());
        return rows.stream().map(row -> ModelServiceInventory.of(row, refs.get(row.getUuid()))).toList();
    }

    /** The answer {@code {"inventory": …}}. */
    ObjectNode reply(Caller caller, ModelService row) {
        return Replies.inventory(InventoryType.MODEL_SERVICE, of(caller, List.of(row)).getFirst());
    }
}
