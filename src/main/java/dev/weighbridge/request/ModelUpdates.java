package dev.weighbridge.request;

import java.util.Objects;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.GpuNumbers;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelChange;
import dev.weighbridge.inventory.ModelChanges;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes committed models for those who may. The limits are those of UpdateModel in ZStack's SDK. For many threads. */
@Component
public class ModelUpdates {

    private static final FieldCheck CHECK = new FieldCheck("update the model");

    private static final int TEXT = 255;

    private static final int CONSTRAINT = 512;

    private final Inventory inventory;

    private final ModelChanges changes;

    private final ModelCenters centers;

    private final WorkQueue queue;

    ModelUpdates(Inventory inventory, ModelChanges changes, ModelCenters centers, WorkQueue queue) {
        this.inventory = inventory;
        this.changes = changes;
        this.centers = centers;
        this.queue = queue;
    }

    /**
     * Changes a model; with nothing given, it stays as it is, and so does its lastOpDate.
     *
     * @throws IngestionException INVALID_REQUEST, NOT_FOUND (the caller sees no such model, or there is no such centre), FORBIDDEN (another account's)
     */
    @Transactional
    public Model update(Caller caller, String uuid, ModelChange change) {
        check(change);
        Model model = inventory.find(uuid).filter(found -> caller.owns(found.getAccountUuid()) || found.sharedWithAll())
                .orElseThrow(() -> CHECK.missing("uuid", uuid, "ModelVO"));
        if (!caller.owns(model.getAccountUuid())) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not update the model " + uuid
                    + ": it belongs to another account. Ask its owner or the administrator to update it.");
        }
        if (change.isNothing()) {
            return model;
        }
        checkPlace(model, change);
        Model changed = changes.change(uuid, change);
        queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), uuid);
        return changed;
    }

    private static void check(ModelChange change) {
        CHECK.longest("name", change.name(), TEXT);
        CHECK.longest("installPath", change.installPath(), TEXT);
        CHECK.longest("description", change.description(), TEXT);
        CHECK.longest("vendor", change.vendor(), TEXT);
        CHECK.longest("parameters", change.parameters(), TEXT);
        CHECK.longest("modelCenterUuid", change.modelCenterUuid(), TEXT);
        CHECK.list("modelClassifications", change.modelClassifications(), TEXT);
        CHECK.longest("recommendedGpuNum", change.recommendedGpuNum(), TEXT);
        CHECK.longest("gpuConstraintDescription", change.gpuConstraintDescription(), CONSTRAINT);
        CHECK.longest("modelId", change.modelId(), TEXT);
        if (change.recommendedGpuNum() != null) {
            GpuNumbers.parse(change.recommendedGpuNum());
        }
    }

    /** The centre must be there, and read the path, as at AddModel. */
    private void checkPlace(Model model, ModelChange change) {
        if (change.installPath() == null && change.modelCenterUuid() == null) {
            return;
        }
        String uuid = Objects.requireNonNullElse(change.modelCenterUuid(), model.getModelCenterUuid());
        ModelCenter center = centers.find(uuid).orElseThrow(() -> CHECK.missing("modelCenterUuid", uuid, "ModelCenterVO"));
        center.place().reference(Objects.requireNonNullElse(change.installPath(), model.getInstallPath()));
    }
}
