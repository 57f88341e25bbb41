package dev.weighbridge.zstack.service;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableServices;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryModelService. */
@Controller
class QueryModelServiceController {

    private final Callers callers;

    private final InventoryQuery<ModelService> query;

    QueryModelServiceController(Callers callers, EntityManager entities, ShownServices shown) {
        this.callers = callers;
        query = new InventoryQuery<>(InventoryType.MODEL_SERVICE, new Selection<>(entities, QueryableServices.SERVICES), shown::of);
    }

    @GetMapping("/zstack/v1/ai/model-services")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/model-services/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }
}
