package dev.weighbridge.zstack.center;

import java.io.IOException;

import dev.weighbridge.account.Caller;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.request.Removals;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import dev.weighbridge.zstack.query.QueryFields;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** AddModelCenter, QueryModelCenter and DeleteModelCenter. */
@Controller
class ModelCenterController {

    private static final Shape SHAPE = new Shape()
            .texts("name", "url", "managementIp", "zoneUuid", "description", "parameters", "storageNetworkUuid", "serviceNetworkUuid",
                    "containerRegistry", "containerNetwork", "containerStorageNetwork", "resourceUuid")
            .integers("managementPort")
            .lists("tagUuids");

    private static final QueryFields<ModelCenter> FIELDS = new QueryFields<ModelCenter>(InventoryType.MODEL_CENTER.serverClass())
            .hexes("uuid")
            .texts("name", "description", "url", "status", "parameters", "managementIp", "storageNetworkUuid", "serviceNetworkUuid",
                    "containerRegistry", "containerStorageNetwork", "containerNetwork")
            .integers("managementPort")
            .times("createDate", "lastOpDate");

    private final ModelCenters centers;

    private final Removals removals;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<ModelCenter> query;

    ModelCenterController(ModelCenters centers, Removals removals, Callers callers, AsyncCalls calls) {
        this.centers = centers;
        this.removals = removals;
        this.callers = callers;
        this.calls = calls;
        query = new InventoryQuery<>(InventoryType.MODEL_CENTER, FIELDS, centers::query, centers::count, ModelCenterController::visibleTo,
                (caller, rows) -> rows.stream().map(ModelCenterInventory::of).toList());
    }

    /** Older releases of the Go SDK send {@code params} or {@code addModelCenter} for {@code param}. */
    @PostMapping("/zstack/v1/ai/model-centers")
    Answer add(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "param", "params", "addModelCenter");
        return calls.run(call, caller -> Replies.inventory(InventoryType.MODEL_CENTER,
                ModelCenterInventory.of(centers.add(caller.accountUuid(), given(fields)))));
    }

    @GetMapping("/zstack/v1/ai/model-centers")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/ai/model-centers/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    /** The centre's models go with it. */
    @DeleteMapping("/zstack/v1/ai/model-centers/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, "ModelCenterVO");
            Deletion.checkOwner(caller,
                    centers.find(uuid).map(ModelCenter::getAccountUuid).filter(caller::owns).orElse(null), uuid);
            removals.removeCenter(uuid);
        });
    }

    private static NewCenter given(Envelope fields) {
        return new NewCenter(fields.text("resourceUuid"), fields.mandatory("name"), fields.text("description"), fields.mandatory("url"),
                fields.text("parameters"), fields.mandatory("managementIp"), fields.integer("managementPort"), fields.text("zoneUuid"),
                fields.text("storageNetworkUuid"), fields.text("serviceNetworkUuid"), fields.text("containerRegistry"),
                fields.text("containerStorageNetwork"), fields.text("containerNetwork"));
    }

    private static Specification<ModelCenter> visibleTo(Caller caller) {
        return (center, query, sql) -> caller.admin() ? sql.conjunction() : sql.equal(center.get("accountUuid"), caller.accountUuid());
    }
}
