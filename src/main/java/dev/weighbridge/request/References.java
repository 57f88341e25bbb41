package dev.weighbridge.request;

import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.tag.TagPatterns;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks that what a request points to is there. */
@Component
class References {

    private final ModelCenters centers;

    private final Inventory inventory;

    private final Datasets datasets;

    private final Ingestions ingestions;

    private final TagPatterns patterns;

    References(ModelCenters centers, Inventory inventory, Datasets datasets, Ingestions ingestions, TagPatterns patterns) {
        this.centers = centers;
        this.inventory = inventory;
        this.datasets = datasets;
        this.ingestions = ingestions;
        this.patterns = patterns;
    }

    /**
     * Looks whether what a request names is there now. A model centre that is deleted after that ends the ingestion, as NOT_FOUND.
     *
     * @throws IngestionException NOT_FOUND for a uuid that names nothing, INVALID_REQUEST for a place that cannot be read or a uuid that is used
     */
    void check(ArtifactKind kind, GivenFields given) {
        ModelCenter center = centers.find(given.modelCenterUuid())
                .orElseThrow(() -> missing(kind, "modelCenterUuid", given.modelCenterUuid(), "ModelCenterVO"));
        center.place().reference(kind, given.installPath());
        // There are no model services yet, so whatever is named here is not there.
        all(given.modelServiceUuids()).forEach(uuid -> fail(kind, "modelServiceUuids", uuid, "ModelServiceVO"));
        if (given.defaultModelServiceUuid() != null) {
            fail(kind, "defaultModelServiceUuid", given.defaultModelServiceUuid(), "ModelServiceVO");
        }
        String resourceUuid = given.resourceUuid();
        if (resourceUuid != null && (isInTheInventory(resourceUuid) || ingestions.isOpenFor(resourceUuid))) {
            throw RequestCheck.invalid(kind, "resourceUuid", "is already in use");
        }
    }

    /** A model and a dataset share their uuid with nothing: it names their manifest in the store. */
    private boolean isInTheInventory(String uuid) {
        return inventory.find(uuid).isPresent() || datasets.find(uuid).isPresent();
    }

    /** @throws IngestionException NOT_FOUND for a tag pattern that is not there, is another account's, or has tokens to fill in */
    void checkTags(ArtifactKind kind, String accountUuid, GivenFields given) {
        patterns.firstUnusable(accountUuid, all(given.tagUuids())).ifPresent(uuid -> fail(kind, "tagUuids", uuid, "TagPatternVO"));
    }

    private static List<String> all(@Nullable List<String> uuids) {
        return Objects.requireNonNullElse(uuids, List.of());
    }

    private static void fail(ArtifactKind kind, String field, String uuid, String type) {
        throw missing(kind, field, uuid, type);
    }

    private static IngestionException missing(ArtifactKind kind, String field, String uuid, String type) {
        return new FieldCheck("add the " + kind.word()).missing(field, uuid, type);
    }
}
