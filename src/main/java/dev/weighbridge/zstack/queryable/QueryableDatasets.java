package dev.weighbridge.zstack.queryable;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;

/** Datasets: their own account sees them, and everyone those of the system. */
public final class QueryableDatasets {

    /** What QueryDataset asks for. */
    public static final Queryable<Dataset> DATASETS = new Queryable<>(Dataset.class,
            new QueryFields<Dataset>(InventoryType.DATASET.serverClass())
                    .hexes("uuid", "modelCenterUuid")
                    .texts("name", "description", "url", "installPath")
                    .longs("size")
                    .flags("system")
                    .times("createDate", "lastOpDate")
                    .join("modelCenter", "modelCenterUuid", () -> QueryableCenters.CENTERS, "uuid"),
            QueryableDatasets::isVisible);

    private QueryableDatasets() {}

    private static Predicate isVisible(Scope dataset) {
        return dataset.sql().or(Ownership.isVisibleToOwner(dataset), dataset.sql().isTrue(dataset.get("system")));
    }
}
