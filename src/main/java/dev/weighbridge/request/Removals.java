package dev.weighbridge.request;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Event;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Events;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes models, datasets and model centres out of the inventory; the collector takes their bytes out of the store. For many threads. */
@Component
public class Removals {

    private final Inventory inventory;

    private final Datasets datasets;

    private final ModelCenters centers;

    private final ModelServices services;

    private final Ingestions ingestions;

    private final WorkQueue queue;

    private final Events events;

    Removals(InventoryRows rows, ModelCenters centers, Ingestions ingestions, WorkQueue queue, Events events) {
        inventory = rows.inventory();
        datasets = rows.datasets();
        services = rows.services();
        this.centers = centers;
        this.ingestions = ingestions;
        this.queue = queue;
        this.events = events;
    }

    /** What is in a centre. */
    @Component
    record InventoryRows(Inventory inventory, Datasets datasets, ModelServices services) {}

    /**
     * Removes a model.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void removeModel(String modelUuid) {
        events.tell(EventType.MODEL_DELETED, () -> inventory.find(modelUuid).stream().map(Removals::deleted));
        if (!inventory.delete(modelUuid)) {
            throw missing("model", modelUuid);
        }
        queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), modelUuid);
    }

    /**
     * Removes a dataset.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void removeDataset(String datasetUuid) {
        if (!datasets.delete(datasetUuid)) {
            throw missing("dataset", datasetUuid);
        }
        queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), datasetUuid);
    }

    /**
     * Removes a centre, its models, datasets and model services, and cancels what is being imported into it.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void removeCenter(String centerUuid) {
        // A commit locks its ingestion, then the centre: in another order the two could wait for each other.
        ingestions.cancelOfCenter(centerUuid);
        if (!centers.hold(centerUuid)) {
            throw missing("model centre", centerUuid);
        }
        events.tell(EventType.MODEL_DELETED,
                () -> inventory.query((model, query, sql) -> sql.equal(model.get("modelCenterUuid"), centerUuid),
                        Sort.by("uuid"), 0, Integer.MAX_VALUE).stream().map(Removals::deleted));
        List<String> models = inventory.deleteOfCenter(centerUuid);
        models.forEach(model -> queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), model));
        datasets.deleteOfCenter(centerUuid).forEach(dataset -> queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), dataset));
        services.deleteOfCenter(centerUuid);
        centers.delete(centerUuid);
    }

    private static Event deleted(Model model) {
        return new Event(EventType.MODEL_DELETED, model.getAccountUuid(), model.getUuid(), Map.of("modelUuid", model.getUuid(), "name",
                model.getName(), "versionSemver", model.getVersionSemver(), "modelCenterUuid", model.getModelCenterUuid()));
    }

    private static IngestionException missing(String what, String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not delete the " + what + " " + uuid + ": there is none with this uuid. Check it.");
    }
}
