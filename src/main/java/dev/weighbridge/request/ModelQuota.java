package dev.weighbridge.request;

import java.util.OptionalLong;

import dev.weighbridge.account.QuotaName;
import dev.weighbridge.account.Quotas;
import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Whether an account may have one more model. */
@Component
class ModelQuota {

    private final Quotas quotas;

    private final Inventory inventory;

    private final Ingestions ingestions;

    ModelQuota(Quotas quotas, Inventory inventory, Ingestions ingestions) {
        this.quotas = quotas;
        this.inventory = inventory;
        this.ingestions = ingestions;
    }

    /**
     * Counts the account's models and open ingestions of models, for the transaction that opens one more. Datasets count by their bytes only.
     *
     * @throws IngestionException QUOTA_EXCEEDED
     */
    void check(ModelRequest request) {
        if (request.makes().kind() != ArtifactKind.MODEL) {
            return;
        }
        OptionalLong limit = quotas.holdLimit(request.accountUuid(), QuotaName.MODELS);
        if (limit.isEmpty()) {
            return;
        }
        long has = inventory.countOf(request.accountUuid());
        long open = ingestions.openOf(request.accountUuid());
        if (has + open >= limit.getAsLong()) {
            throw new IngestionException(FailureKind.QUOTA_EXCEEDED, "Could not add the model '" + request.given().name()
                    + "': the account has " + has + " models and is importing " + open + ", and may have " + limit.getAsLong()
                    + ". Delete models, or ask for a larger quota (" + QuotaName.MODELS.whereItIsSet() + ").");
        }
    }
}
