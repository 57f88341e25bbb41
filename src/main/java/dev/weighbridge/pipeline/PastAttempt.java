package dev.weighbridge.pipeline;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An attempt as {@link AttemptHistory} tells it.
 *
 * @param number as the ingestion counts them, from 1
 * @param steps in the order in which they were done
 */
public record PastAttempt(int number, @Nullable Instant startedAt, @Nullable Instant endedAt, Outcome outcome, List<Step> steps) {

    /** How an attempt, or a step of it, ended. */
    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Because somebody asked for it, the node stopped, or the work belongs elsewhere. */
        STOPPED,
        /** Nobody wrote down an end: the process was killed, or the database was away. */
        BROKEN_OFF;

        /** Of something that Spring Batch wrote down an end of. */
        static Outcome of(String status) {
            return switch (status) {
                case "COMPLETED" -> SUCCEEDED;
                case "STOPPED" -> STOPPED;
                default -> FAILED;
            };
        }
    }

    /**
     * A step of an attempt.
     *
     * @param message why it failed, one line; null if it did not
     */
    public record Step(String name, @Nullable Instant startedAt, @Nullable Instant endedAt, Outcome outcome, @Nullable String message) {

        /** This step; if it has no end, with this outcome. */
        Step orElse(Outcome otherwise) {
            return endedAt == null ? new Step(name, startedAt, null, otherwise, null) : this;
        }
    }
}
