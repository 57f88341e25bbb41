package dev.weighbridge.net;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;

/** The budgets that are spent, each until its time; then it is forgotten. For many threads. */
final class HeldBudgets {

    /** More than this at once are not remembered: those that end first go. */
    static final int MOST = 1000;

    private final Map<Budget, Hold> holds = new HashMap<>();

    /**
     * Whose it is.
     *
     * @param caller a hash of the credential that requests carry, empty for none
     */
    record Caller(Origin origin, String caller) {}

    /** @param policy the host's name for it, or empty for all that this caller may ask */
    record Budget(Caller caller, String policy) {}

    /** @param kind what a request is that may not be sent until then */
    record Hold(Instant until, FailureKind kind) {}

    synchronized void hold(Budget budget, Hold hold, Instant now) {
        holds.values().removeIf(past -> !past.until().isAfter(now));
        if (holds.size() >= MOST && !holds.containsKey(budget)) {
            holds.entrySet().stream().min(Comparator.comparing(held -> held.getValue().until())).map(Map.Entry::getKey)
                    .ifPresent(holds::remove);
        }
        holds.merge(budget, hold, HeldBudgets::longer);
    }

    /** What holds requests on this budget at {@code now}, if anything does. */
    synchronized Optional<Hold> of(Budget budget, Instant now) {
        return Optional.ofNullable(holds.get(budget)).filter(hold -> hold.until().isAfter(now));
    }

    synchronized int size() {
        return holds.size();
    }

    static Hold longer(Hold one, Hold other) {
        return other.until().isAfter(one.until()) ? other : one;
    }
}
