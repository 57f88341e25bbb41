package dev.weighbridge.zstack.model;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.Model;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableModels;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryModel. */
@Controller
class QueryModelController {

    private final Callers callers;

    private final InventoryQuery<Model> query;

    QueryModelController(Callers callers, EntityManager entities, ShownModels shown) {
        this.callers = callers;
        query = new InventoryQuery<>(InventoryType.MODEL, new Selection<>(entities, QueryableModels.MODELS),
                (caller, rows) -> shown.of(rows));
    }

    @GetMapping("/zstack/v1/ai/models")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/models/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }
}
