package dev.weighbridge.sync;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.sync.Change.What;
import dev.weighbridge.sync.Treatment.OnRemoved;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The first step of a run, and all of a preview: to ask the places, and to compare. For many threads. */
@Component
class Stocktaking {

    private final FollowedModels followed;

    private final SyncItems items;

    private final OwnModels models;

    private final SyncRuns runs;

    private final TransactionTemplate transaction;

    Stocktaking(FollowedModels followed, SyncItems items, OwnModels models, SyncRuns runs, TransactionTemplate transaction) {
        this.followed = followed;
        this.items = items;
        this.models = models;
        this.runs = runs;
        this.transaction = transaction;
    }

    /** What places list, compared; {@code failures} are of models that could not be looked at. */
    record Stock(List<Change> changes, List<Failure> failures) {

        SyncRun.Counts counts() {
            Map<What, Integer> counts = new EnumMap<>(What.class);
            changes.forEach(change -> counts.merge(change.what(), 1, Integer::sum));
            return new SyncRun.Counts(counts.getOrDefault(What.NEW, 0), counts.getOrDefault(What.CHANGED, 0),
                    counts.getOrDefault(What.UNCHANGED, 0) + counts.getOrDefault(What.RETURNED, 0), counts.getOrDefault(What.REMOVED, 0),
                    failures.size());
        }
    }

    /** What a run would find now. Changes nothing. */
    Stock look(SyncPolicy policy) {
        FollowedModels.Listed listed = followed.all(policy);
        return compared(listed, policy, null, true);
    }

    /**
     * Takes stock for a run, and writes down what it has to request and to remove.
     *
     * @throws IngestionException what keeps its places from being listed; SOURCE_NOT_FOUND if all of them are empty and were not. Nothing has changed then
     */
    void take(SyncRun run, SyncPolicy policy) {
        String onlyId = run.what().onlyId();
        FollowedModels.Listed listed = onlyId == null ? followed.all(policy) : followed.one(policy, onlyId);
        transaction.executeWithoutResult(status -> {
            if (items.hold(policy.uuid()) && runs.hold(run.uuid(), SyncRun.Step.LIST)) {
                Stock stock = compared(listed, policy, onlyId, run.what().cause() == SyncRun.Cause.BY_HAND);
                refuseToEmpty(run, policy, listed, stock);
                items.take(policy.uuid(), run.uuid(), stock.changes());
                models.unmark(policy.uuid(), stock.changes().stream().filter(Stocktaking::isBack).map(Change::key).toList());
                runs.listed(run.uuid(), stock.counts(), FollowedModels.first(stock.failures()));
            }
        });
    }

    private Stock compared(FollowedModels.Listed listed, SyncPolicy policy, @Nullable String onlyId, boolean asksAgain) {
        var comparison = new Comparison(listed.failures().isEmpty(), asksAgain);
        return new Stock(comparison.of(listed.entries(), items.of(policy.uuid(), onlyId)), listed.failures());
    }

    private static boolean isBack(Change change) {
        Known known = change.known();
        return known != null && change.entry() != null && known.state() != Known.State.KNOWN && known.state() != Known.State.PENDING;
    }

    /** An export that is not mounted looks like an empty folder, and a token that has expired like an organisation without models. */
    private static void refuseToEmpty(SyncRun run, SyncPolicy policy, FollowedModels.Listed listed, Stock stock) {
        boolean isWhole = run.what().onlyId() == null && run.what().cause() != SyncRun.Cause.BY_HAND;
        boolean matters = policy.rules().treatment().onRemoved() != OnRemoved.KEEP && stock.counts().removed() > 0;
        if (isWhole && matters && listed.entries().isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not take it that all " + stock.counts().removed()
                    + " models of the sync policy '" + Objects.requireNonNull(policy.given().name())
                    + "' are gone: the places that it follows list nothing at all any more. See that they are there and that the centre's token may"
                    + " read them; if they are really gone, run the policy by hand.");
        }
    }
}
