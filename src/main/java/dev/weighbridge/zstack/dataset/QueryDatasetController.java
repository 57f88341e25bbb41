package dev.weighbridge.zstack.dataset;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableDatasets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryDataset. */
@Controller
class QueryDatasetController {

    private final Callers callers;

    private final InventoryQuery<Dataset> query;

    QueryDatasetController(Callers callers, EntityManager entities) {
        this.callers = callers;
        query = InventoryQuery.of(InventoryType.DATASET, new Selection<>(entities, QueryableDatasets.DATASETS), DatasetInventory::of);
    }

    @GetMapping("/zstack/v1/ai/datasets")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/datasets/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }
}
