package dev.weighbridge.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.sync.Change.What;

/** Compares what places list with what is known of it. Changes nothing. */
final class Comparison {

    /** What the same bytes would come to again. */
    private static final Set<
            FailureKind> FOR_GOOD = Set.of(FailureKind.UNSAFE_CONTENT, FailureKind.MALFORMED_ARTIFACT, FailureKind.INVALID_REQUEST);

    private final boolean isWhole;

    private final boolean asksAgain;

    /**
     * @param isWhole whether every place could be looked at: only then is what is missing gone
     * @param asksAgain whether what failed for good, or was cancelled, is requested again: a person asks
     */
    Comparison(boolean isWhole, boolean asksAgain) {
        this.isWhole = isWhole;
        this.asksAgain = asksAgain;
    }

    /** One change for each of the entries, and for each that is known and absent. */
    List<Change> of(List<CatalogEntry> entries, List<Known> known) {
        Map<String, Known> byKey = new HashMap<>();
        known.forEach(one -> byKey.put(one.key(), one));
        List<Change> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CatalogEntry entry : entries) {
            String key = Known.key(entry.id(), entry.track());
            seen.add(key);
            Known one = byKey.get(key);
            changes.add(new Change(one == null ? What.NEW : there(entry, one), key, entry, one));
        }
        known.stream().filter(one -> !seen.contains(one.key())).forEach(one -> absent(one, changes));
        return changes;
    }

    private What there(CatalogEntry entry, Known known) {
        boolean isSame = entry.revision().equals(known.revision());
        What request = known.came() == null ? What.NEW : What.CHANGED;
        return switch (known.state()) {
            case PENDING -> isSame ? What.UNCHANGED : request;
            case KNOWN -> isSame && !isRequestedAgain(known) ? What.UNCHANGED : request;
            case LEAVING -> isSame ? What.RETURNED : request;
            case GONE -> isSame && known.isThere() ? What.RETURNED : What.NEW;
        };
    }

    private boolean isRequestedAgain(Known known) {
        return switch (known.outcome()) {
            case FAILED -> asksAgain || !FOR_GOOD.contains(Objects.requireNonNullElse(known.failureKind(), FailureKind.INTERNAL));
            case CANCELLED -> asksAgain;
            default -> false;
        };
    }

    private void absent(Known known, List<Change> changes) {
        boolean isOver = known.state() == Known.State.GONE || known.state() == Known.State.LEAVING;
        if (isWhole && !isOver) {
            changes.add(new Change(known.isListed() ? What.REMOVED : What.FORGOTTEN, known.key(), null, known));
        }
    }
}
