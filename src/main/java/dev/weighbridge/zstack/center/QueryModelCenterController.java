package dev.weighbridge.zstack.center;

import jakarta.persistence.EntityManager;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableCenters;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryModelCenter. */
@Controller
class QueryModelCenterController {

    private final Callers callers;

    private final InventoryQuery<ModelCenter> query;

    QueryModelCenterController(Callers callers, EntityManager entities, CenterViews views) {
        this.callers = callers;
        query = new InventoryQuery<>(InventoryType.MODEL_CENTER, new Selection<>(entities, QueryableCenters.CENTERS),
                (caller, rows) -> views.of(rows));
    }

    @GetMapping("/zstack/v1/ai/model-centers")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/model-centers/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }
}
