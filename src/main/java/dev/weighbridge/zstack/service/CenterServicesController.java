package dev.weighbridge.zstack.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weighbridge.account.Caller;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.inventory.DescribedService;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Json;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** GetModelCenterServices: the services of the centres that are named, or of all that the caller may see. */
@Controller
class CenterServicesController {

    private static final int MOST_CENTERS = 1000;

    private static final int MOST_SERVICES = 10_000;

    private static final Sort IN_ORDER = Sort.by("createDate", "uuid");

    private final ModelCenters centers;

    private final ModelServices services;

    private final Callers callers;

    CenterServicesController(ModelCenters centers, ModelServices services, Callers callers) {
        this.centers = centers;
        this.services = services;
        this.callers = callers;
    }

    @GetMapping("/zstack/v1/ai/model-centers/services")
    Answer get(Call call) {
        Caller caller = callers.of(call);
        List<String> named = call.parameters().list("modelCenterUuids");
        List<ModelCenter> found = bounded(centers.query(visible(caller, named), IN_ORDER, 0, MOST_CENTERS + 1), MOST_CENTERS, "centres");
        List<String> uuids = found.stream().map(ModelCenter::getUuid).toList();
        named.stream().filter(uuid -> !uuids.contains(uuid)).findFirst().ifPresent(uuid -> {
            throw ApiFailure.noResource("modelCenterUuids", uuid, "ModelCenterVO");
        });
        Map<String, List<DescribedService>> described = bounded(
                services.inCenters(uuids, caller.admin() ? null : caller.accountUuid(), MOST_SERVICES + 1), MOST_SERVICES, "model services")
                .stream().collect(Collectors.groupingBy(DescribedService::modelCenterUuid));
        ObjectNode reply = Json.object();
        ArrayNode list = reply.putArray("services");
        found.forEach(center -> list.add(Json.tree(CenterServices.of(center, described.get(center.getUuid())))));
        return Answer.json(200, InventoryType.MODEL_CENTER_SERVICE.describe(reply, "services"));
    }

    private static Specification<ModelCenter> visible(Caller caller, List<String> named) {
        return (center, query, sql) -> sql.and(
                caller.admin() ? sql.conjunction() : sql.equal(center.get("accountUuid"), caller.accountUuid()),
                named.isEmpty() ? sql.conjunction() : center.get("uuid").in(named));
    }

    private static <T> List<T> bounded(List<T> found, int most, String what) {
        if (found.size() > most) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "Could not list the services: there are more than " + most + " " + what
                    + ". Name fewer centres in field[modelCenterUuids].");
        }
        return found;
    }
}
