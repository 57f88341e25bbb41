package dev.weighbridge.sync;

import dev.weighbridge.account.Belongings;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.stereotype.Component;

/** An account's policies keep it. */
@Component
class SyncBelongings implements Belongings {

    private final SyncPolicies policies;

    SyncBelongings(SyncPolicies policies) {
        this.policies = policies;
    }

    @Override
    public void handOver(String accountUuid, String heirUuid) {
        long owned = policies.count(accountUuid);
        if (owned > 0) {
            throw new IngestionException(FailureKind.CONFLICT,
                    "Could not delete the account " + accountUuid + ": it owns " + owned + " sync policies. Delete them first.");
        }
    }
}
