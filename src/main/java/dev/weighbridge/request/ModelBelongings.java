package dev.weighbridge.request;

import dev.weighbridge.account.Belongings;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import org.springframework.stereotype.Component;

/** An account's models, model centres and ingestions: those that are there or coming in keep it, those that have ended are history. */
@Component
class ModelBelongings implements Belongings {

    private final Inventory inventory;

    private final ModelCenters centers;

    private final Ingestions ingestions;

    ModelBelongings(Inventory inventory, ModelCenters centers, Ingestions ingestions) {
        this.inventory = inventory;
        this.centers = centers;
        this.ingestions = ingestions;
    }

    @Override
    public void handOver(String accountUuid, String heirUuid) {
        long models = inventory.countOf(accountUuid);
        long owned = centers.count((center, query, sql) -> sql.equal(center.get("accountUuid"), accountUuid));
        long open = ingestions.openOf(accountUuid);
        if (models + owned + open > 0) {
            throw new IngestionException(FailureKind.CONFLICT,
                    "Could not delete the account " + accountUuid + ": it owns " + models + " models and "
                            + owned + " model centres, and " + open + " imports are under way. Delete or cancel them first.");
        }
        ingestions.handOver(accountUuid, heirUuid);
    }
}
