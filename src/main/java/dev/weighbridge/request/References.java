package dev.weighbridge.request;

import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Checks that what a request points to is there. */
@Component
class References {

    private final ModelCenters centers;

    private final Inventory inventory;

    private final NamedServices services;

    private final Ingestions ingestions;

    References(ModelCenters centers, Inventory inventory, NamedServices services, Ingestions ingestions) {
        this.centers = centers;
        this.inventory = inventory;
        this.services = services;
        this.ingestions = ingestions;
    }

    /**
     * Looks whether what a request names is there now. A model centre that is deleted after that ends the ingestion, as NOT_FOUND; a model service that is
     * deleted after that is missing from the model.
     *
     * @param accountUuid who makes the request
     * @throws IngestionException NOT_FOUND for a uuid that names nothing, INVALID_REQUEST for a place that cannot be read or a uuid that is used
     */
    void check(String accountUuid, GivenFields given) {
        ModelCenter center = centers.find(given.modelCenterUuid())
                .orElseThrow(() -> missing("modelCenterUuid", given.modelCenterUuid(), "ModelCenterVO"));
        center.place().reference(given.installPath());
        services.check(accountUuid, given);
        // There are no tags yet, so whatever is named here is not there.
        Objects.requireNonNullElse(given.tagUuids(), List.<String>of()).forEach(uuid -> {
            throw missing("tagUuids", uuid, "TagPatternVO");
        });
        String resourceUuid = given.resourceUuid();
        if (resourceUuid != null && (inventory.find(resourceUuid).isPresent() || ingestions.isOpenFor(resourceUuid))) {
            throw RequestCheck.invalid("resourceUuid", "is already in use");
        }
    }

    static IngestionException missing(String field, String uuid, String type) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not add the model: invalid field[" + field + "], resource[uuid:" + uuid + ", type:" + type
                        + "] not found. Name one that exists.");
    }
}
