package dev.weighbridge.zstack.model;

import jakarta.persistence.EntityManager;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.request.Removals;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableModels;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryModel and DeleteModel. */
@Controller
class ModelController {

    private final Inventory inventory;

    private final Removals removals;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<Model> query;

    ModelController(Inventory inventory, Removals removals, Callers callers, AsyncCalls calls, EntityManager entities) {
        this.inventory = inventory;
        this.removals = removals;
        this.callers = callers;
        this.calls = calls;
        query = new InventoryQuery<>(InventoryType.MODEL, new Selection<>(entities, QueryableModels.MODELS), ModelInventory::of);
    }

    @GetMapping("/zstack/v1/ai/models")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/models/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    @DeleteMapping("/zstack/v1/ai/models/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, "ModelVO");
            Deletion.checkOwner(caller,
                    inventory.find(uuid).filter(model -> isVisible(model, caller)).map(Model::getAccountUuid).orElse(null), uuid);
            removals.removeModel(uuid);
        });
    }

    private static boolean isVisible(Model model, Caller caller) {
        return caller.owns(model.getAccountUuid()) || model.sharedWithAll();
    }
}
