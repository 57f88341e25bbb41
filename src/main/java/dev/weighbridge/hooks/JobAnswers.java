package dev.weighbridge.hooks;

import java.util.Optional;

/** Knows the answers of API jobs that have ended; the door that took their calls is asked, because it knows their form. For many threads. */
public interface JobAnswers {

    /** What a poll would get; empty if there is no such job, or it has not ended. */
    Optional<JobAnswer> find(String jobUuid);
}
