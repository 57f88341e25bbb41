package dev.weighbridge.sync;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The last step of a run: treats what its place has no more as the policy says. For many threads. */
@Component
final class Departures {

    private final SyncItems items;

    private final OwnModels models;

    private final TransactionTemplate transaction;

    Departures(SyncItems items, OwnModels models, TransactionTemplate transaction) {
        this.items = items;
        this.models = models;
        this.transaction = transaction;
    }

    /** Treats one. False if nothing is left. */
    boolean next(SyncRun run, SyncPolicy policy) {
        Optional<String> key = items.next(run.uuid(), Known.State.LEAVING);
        key.ifPresent(next -> transaction.executeWithoutResult(
                status -> items.hold(policy.uuid(), next, run.uuid(), Known.State.LEAVING).ifPresent(item -> {
                    treat(policy.rules().treatment(), models.ofItem(policy.uuid(), next));
                    items.gone(policy.uuid(), next);
                })));
        return key.isPresent();
    }

    private void treat(Treatment treatment, List<OwnModels.Own> versions) {
        switch (treatment.onRemoved()) {
            case KEEP -> {}
            case MARK -> versions.forEach(models::mark);
            case DELETE -> versions.stream().filter(model -> !model.isTagged() || !treatment.keepTagged())
                    .forEach(model -> models.remove(model.uuid()));
        }
    }
}
