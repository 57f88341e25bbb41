package dev.weighbridge.sync;

import java.time.Instant;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A run of a policy as it stands.
 *
 * @param bytes fetched by those of its imports that have ended
 * @param underWay its imports that have not ended
 */
public record SyncRun(String uuid, What what, Stand stand, Counts counts, long bytes, int underWay, Times times) {

    /** @param onlyId the one model that it is about, null for all that are followed */
    public record What(String policyUuid, Cause cause, @Nullable String onlyId) {}

    /**
     * How far it is.
     *
     * @param tries how often its place was asked in vain
     * @param failure why it failed, was not whole, or waits
     */
    public record Stand(State state, Step step, int tries, @Nullable Failure failure) {}

    /**
     * What it found.
     *
     * @param newModels models, branches and tags that are requested for the first time
     * @param removed gone from their place
     * @param failed could not be looked at, were refused, or failed to come in
     */
    public record Counts(int newModels, int changed, int unchanged, int removed, int failed) {}

    /** When it was entered, begun, and over: all compared and requested, which is before the imports end. */
    public record Times(Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {}

    /** Why it runs. */
    public enum Cause {
        SCHEDULE, MISSED, BY_HAND, WEB_HOOK
    }

    /** Where it stands. */
    public enum State {
        QUEUED, RUNNING, SUCCEEDED,
        /** Some of what it found failed. */
        PARTIAL, FAILED;

        boolean hasEnded() {
            return this == SUCCEEDED || this == PARTIAL || this == FAILED;
        }
    }

    /** What it does, one after the other. */
    public enum Step {
        LIST, REQUEST, REMOVE, DONE
    }
}
