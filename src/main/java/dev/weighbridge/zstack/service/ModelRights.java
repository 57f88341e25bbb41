package dev.weighbridge.zstack.service;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Which models a caller may bind: its own, and the administrator all. */
@Component
class ModelRights {

    private static final int MOST = 100;

    private final Inventory inventory;

    ModelRights(Inventory inventory) {
        this.inventory = inventory;
    }

    /** As {@link #checkOwned(Caller, String, Model, String)}, for many in one statement. */
    void checkOwned(Caller caller, List<String> modelUuids) {
        if (modelUuids.size() > MOST) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "Could not bind the models: field[modelUuids] has " + modelUuids.size()
                    + " elements, where at most " + MOST + " are allowed. Bind the others by calls of their own.");
        }
        if (modelUuids.isEmpty()) {
            return;
        }
        Map<String, Model> found = inventory.query((model, query, sql) -> model.get("uuid").in(modelUuids), Sort.by("uuid"), 0, MOST)
                .stream().collect(Collectors.toMap(Model::getUuid, Function.identity()));
        modelUuids.forEach(uuid -> checkOwned(caller, "modelUuids", found.get(uuid), uuid));
    }

    /** As {@link #checkOwned(Caller, String, Model, String)}. */
    void checkOwned(Caller caller, String field, String modelUuid) {
        checkOwned(caller, field, inventory.find(modelUuid).orElse(null), modelUuid);
    }

    /**
     * @param field which parameter names it, for the message
     * @param model null if there is none
     * @throws IngestionException NOT_FOUND if there is none, or none that the caller may see; FORBIDDEN
     */
    private static void checkOwned(Caller caller, String field, @Nullable Model model, String uuid) {
        if (model == null || !(caller.owns(model.getAccountUuid()) || model.sharedWithAll())) {
            throw new IngestionException(FailureKind.NOT_FOUND, "Could not change the services of the model: invalid field[" + field
                    + "], resource[uuid:" + uuid + ", type:ModelVO] not found. Name one that exists.");
        }
        if (!caller.owns(model.getAccountUuid())) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not change the services of the model " + uuid
                    + ": it belongs to another account. Ask its owner or the administrator.");
        }
    }
}
