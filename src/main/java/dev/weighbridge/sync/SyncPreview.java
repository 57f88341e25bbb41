package dev.weighbridge.sync;

import java.util.List;
import java.util.Locale;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what a run would do now, and does nothing of it. For many threads. */
@Component
public class SyncPreview {

    private static final int MOST = 1000;

    private final Stocktaking stocktaking;

    SyncPreview(Stocktaking stocktaking) {
        this.stocktaking = stocktaking;
    }

    /**
     * What a run by hand would do.
     *
     * @param changes what it would request or treat as removed, the first thousand
     * @param failures of models that cannot be looked at
     */
    public record Preview(SyncRun.Counts counts, List<Planned> changes, List<Failure> failures) {}

    /**
     * One of them.
     *
     * @param what {@code new}, {@code changed}, {@code removed}
     * @param id what it is called at its place
     * @param reference what would be requested; null for a removed one
     */
    public record Planned(String what, String id, @Nullable String reference, @Nullable String version) {}

    /** @throws dev.weighbridge.artifact.IngestionException what keeps the places from being listed */
    public Preview of(SyncPolicy policy) {
        Stocktaking.Stock stock = stocktaking.look(policy);
        List<Planned> planned = stock.changes().stream()
                .filter(change -> change.what().isRequested() || change.what() == Change.What.REMOVED)
                .limit(MOST).map(SyncPreview::planned).toList();
        return new Preview(stock.counts(), planned, stock.failures());
    }

    private static Planned planned(Change change) {
        var entry = change.entry();
        return new Planned(change.what().name().toLowerCase(Locale.ROOT), change.id(), entry == null ? null : entry.reference(),
                entry == null ? null : entry.version());
    }
}
