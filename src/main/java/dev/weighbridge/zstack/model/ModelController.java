package dev.weighbridge.zstack.model;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.request.Removals;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** DeleteModel. */
@Controller
class ModelController {

    private final Inventory inventory;

    private final Removals removals;

    private final AsyncCalls calls;

    ModelController(Inventory inventory, Removals removals, AsyncCalls calls) {
        this.inventory = inventory;
        this.removals = removals;
        this.calls = calls;
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
