package dev.weighbridge.request;

import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what was said of a dataset, and with it its manifest in the store. For many threads. */
@Component
public class DatasetChanges {

    private final Datasets datasets;

    private final WorkQueue queue;

    DatasetChanges(Datasets datasets, WorkQueue queue) {
        this.datasets = datasets;
        this.queue = queue;
    }

    /**
     * Changes a dataset; what is null stays as it is.
     *
     * @throws dev.weighbridge.artifact.IngestionException NOT_FOUND, INVALID_REQUEST
     */
    @Transactional
    public Dataset change(String uuid, @Nullable String name, @Nullable String description) {
        Dataset changed = datasets.change(uuid, name, description);
        if (name != null || description != null) {
            queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), uuid);
        }
        return changed;
    }
}
