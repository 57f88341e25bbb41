package dev.weighbridge.zstack.model;

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
import dev.weighbridge.zstack.query.QueryFields;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** QueryModel and DeleteModel. */
@Controller
class ModelController {

    private static final QueryFields<Model> FIELDS = new QueryFields<Model>(InventoryType.MODEL.serverClass())
            .hexes("uuid", "modelCenterUuid", "artifactChecksum")
            .texts("name", "description", "installPath", "parameters", "logo", "vendor", "modelId", "introduction", "version", "type",
                    "recommendedGpuNum", "gpuConstraintDescription", "versionSemver", "architectureType", "frameworkVersion",
                    "requiredAccelerator", "pipelineTag")
            .longs("size", "artifactSizeBytes", "minGpuMemory", "recommendedGpuMemory", "extraGpuMemRequest")
            .flags("isLatestVersion")
            .times("createDate", "lastOpDate");

    private final Inventory inventory;

    private final Removals removals;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<Model> query;

    ModelController(Inventory inventory, Removals removals, Callers callers, AsyncCalls calls, ShownModels shown) {
        this.inventory = inventory;
        this.removals = removals;
        this.callers = callers;
        this.calls = calls;
        query = new InventoryQuery<>(InventoryType.MODEL, FIELDS, inventory::query, inventory::count, ModelController::visibleTo,
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

    private static Specification<Model> visibleTo(Caller caller) {
        return (model, query, sql) -> caller.admin()
                ? sql.conjunction()
                : sql.or(sql.equal(model.get("accountUuid"), caller.accountUuid()), sql.equal(model.get("shareMode"), "Public"));
    }
}
