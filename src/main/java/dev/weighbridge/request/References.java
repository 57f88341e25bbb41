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
import dev.weighbridge.inventory.tag.TagPatterns;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks that what a request points to is there. */
@Component
class References {

    private final ModelCenters centers;

    private final Inventory inventory;

    private final Ingestions ingestions;

    private final TagPatterns patterns;

    References(ModelCenters centers, Inventory inventory, Ingestions ingestions, TagPatterns patterns) {
        this.centers = centers;
        this.inventory = inventory;
        this.ingestions = ingestions;
        this.patterns = patterns;
    }

    /**
     * Looks whether what a request names is there now. A model centre that is deleted after that ends the ingestion, as NOT_FOUND.
     *
     * @throws IngestionException NOT_FOUND for a uuid that names nothing, INVALID_REQUEST for a place that cannot be read or a uuid that is used
     */
    void check(GivenFields given) {
        ModelCenter center = centers.find(given.modelCenterUuid())
                .orElseThrow(() -> missing("modelCenterUuid", given.modelCenterUuid(), "ModelCenterVO"));
        center.place().reference(given.installPath());
        // There are no model services yet, so whatever is named here is not there.
        all(given.modelServiceUuids()).forEach(uuid -> fail("modelServiceUuids", uuid, "ModelServiceVO"));
        if (given.defaultModelServiceUuid() != null) {
            fail("defaultModelServiceUuid", given.defaultModelServiceUuid(), "ModelServiceVO");
        }
        String resourceUuid = given.resourceUuid();
        if (resourceUuid != null && (inventory.find(resourceUuid).isPresent() || ingestions.isOpenFor(resourceUuid))) {
            throw RequestCheck.invalid("resourceUuid", "is already in use");
        }
    }

    /** @throws IngestionException NOT_FOUND for a tag pattern that is not there, is another account's, or has tokens to fill in */
    void checkTags(String accountUuid, GivenFields given) {
        patterns.firstUnusable(accountUuid, all(given.tagUuids())).ifPresent(uuid -> fail("tagUuids", uuid, "TagPatternVO"));
    }

    private static List<String> all(@Nullable List<String> uuids) {
        return Objects.requireNonNullElse(uuids, List.of());
    }

    private static void fail(String field, String uuid, String type) {
        throw missing(field, uuid, type);
    }

    private static IngestionException missing(String field, String uuid, String type) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not add the model: invalid field[" + field + "], resource[uuid:" + uuid + ", type:" + type
                        + "] not found. Name one that exists.");
    }
}
