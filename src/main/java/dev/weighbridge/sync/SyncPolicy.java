package dev.weighbridge.sync;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A policy as it is kept.
 *
 * @param accountUuid whose it is; its models will be that account's
 * @param nextRunAt when it is due next, or null if never by itself
 * @param file the name of the file that it was written in, or null
 */
public record SyncPolicy(String uuid, String accountUuid, NewPolicy given, @Nullable Instant nextRunAt, @Nullable String file,
        Instant createdAt,
        Instant changedAt) {

    /** What it says. */
    public SyncRules rules() {
        return given.rules();
    }
}
