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
import org.springframework.stereotype.Component;

/** Checks that what a request points to is there. */
@Component
class References {

    private final ModelCenters centers;

    private final Inventory inventory;

    private final Datasets datasets;

    private final Named named;

    private final Ingestions ingestions;

    References(ModelCenters centers, Inventory inventory, Datasets datasets, Named named, Ingestions ingestions) {
        this.centers = centers;
        this.inventory = inventory;
        this.datasets = datasets;
        this.named = named;
        this.ingestions = ingestions;
    }

    /** What a request names by uuid, besides its centre. */
    @Component
    record Named(NamedServices services, TagPatterns patterns) {}

    /**
     * Looks whether what a request names is there now. A model centre that is deleted after that ends the ingestion, as NOT_FOUND; a model service that is
     * deleted after that is missing from the model.
     *
     * @param accountUuid who makes the request
     * @throws IngestionException NOT_FOUND for a uuid that names nothing, INVALID_REQUEST for a place that cannot be read or a uuid that is used
     */
    void check(ArtifactKind kind, String accountUuid, GivenFields given) {
        ModelCenter center = centers.find(given.modelCenterUuid())
                .orElseThrow(() -> missing(kind, "modelCenterUuid", given.modelCenterUuid(), "ModelCenterVO"));
        center.place().reference(kind, given.installPath());
        named.services().check(kind, accountUuid, given);
        checkTags(kind, accountUuid, given);
        String resourceUuid = given.resourceUuid();
        if (resourceUuid != null && (isInTheInventory(resourceUuid) || ingestions.isOpenFor(resourceUuid))) {
            throw RequestCheck.invalid(kind, "resourceUuid", "is already in use");
        }
    }

    /** A model and a dataset share their uuid with nothing: it names their manifest in the store. */
    private boolean isInTheInventory(String uuid) {
        return inventory.find(uuid).isPresent() || datasets.find(uuid).isPresent();
    }

    /** A tag pattern that is not there, is another account's, or has tokens to fill in. */
    private void checkTags(ArtifactKind kind, String accountUuid, GivenFields given) {
        named.patterns().firstUnusable(accountUuid, Objects.requireNonNullElse(given.tagUuids(), List.of())).ifPresent(uuid -> {
            throw missing(kind, "tagUuids", uuid, "TagPatternVO");
        });
    }

    static IngestionException missing(ArtifactKind kind, String field, String uuid, String type) {
        return new FieldCheck("add the " + kind.word()).missing(field, uuid, type);
    }
}
