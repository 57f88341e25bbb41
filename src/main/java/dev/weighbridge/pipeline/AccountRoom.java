package dev.weighbridge.pipeline;

import java.util.OptionalLong;

import dev.weighbridge.account.QuotaName;
import dev.weighbridge.account.Quotas;
import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Whether an account may have one more model or dataset of so many bytes. */
@Component
class AccountRoom {

    private final Quotas quotas;

    private final Inventory inventory;

    private final Ingestions ingestions;

    AccountRoom(Quotas quotas, Inventory inventory, Ingestions ingestions) {
        this.quotas = quotas;
        this.inventory = inventory;
        this.ingestions = ingestions;
    }

    /** Counts what the account has and what its other open ingestions have listed. The number of models was looked at when the request came in. */
    void check(Admission.Candidate candidate, long bytes) {
        OptionalLong limit = quotas.limit(candidate.accountUuid(), QuotaName.BYTES);
        if (limit.isPresent()) {
            long used = inventory.bytesOf(candidate.accountUuid())
                    + ingestions.listedBytesOf(candidate.accountUuid(), candidate.ingestionUuid());
            checkBytes(candidate, bytes, used, limit.getAsLong());
        }
    }

    /** Counts what the account has. */
    void checkWeighed(Admission.Candidate candidate, long bytes) {
        checkBytes(candidate, bytes, quotas.limit(candidate.accountUuid(), QuotaName.BYTES));
    }

    /** Counts what the account has, for the transaction that adds to it. */
    void checkForGood(Admission.Candidate candidate, long bytes) {
        String account = candidate.accountUuid();
        OptionalLong models = quotas.holdLimit(account, QuotaName.MODELS);
        if (models.isPresent() && candidate.kind() == ArtifactKind.MODEL) {
            long has = inventory.countOf(account);
            if (has >= models.getAsLong()) {
                throw refused(candidate, "the account has " + has + " models, and may have " + models.getAsLong(), QuotaName.MODELS);
            }
        }
        checkBytes(candidate, bytes, quotas.holdLimit(account, QuotaName.BYTES));
    }

    private void checkBytes(Admission.Candidate candidate, long bytes, OptionalLong limit) {
        if (limit.isPresent()) {
            checkBytes(candidate, bytes, inventory.bytesOf(candidate.accountUuid()), limit.getAsLong());
        }
    }

    private static void checkBytes(Admission.Candidate candidate, long bytes, long used, long most) {
        if (bytes > most - used) {
            throw refused(candidate,
                    "it has " + bytes + " bytes, and with the " + used + " that the account has or is importing that is more than the "
                            + most + " it may have",
                    QuotaName.BYTES);
        }
    }

    private static IngestionException refused(Admission.Candidate candidate, String why, QuotaName quota) {
        return new IngestionException(FailureKind.QUOTA_EXCEEDED, "Could not add " + candidate.named() + ": " + why
                + ". Delete models or datasets, or ask for a larger quota (" + quota.whereItIsSet() + ").");
    }
}
