package dev.weighbridge.api;

import java.time.Instant;

import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.sync.SyncRun;
import org.jspecify.annotations.Nullable;

/**
 * A run of a sync policy as this door shows it.
 *
 * @param model the one model that it is about, or null for all that are followed
 * @param newModels models, branches and tags that were requested for the first time
 * @param bytes fetched by those of its imports that have ended
 * @param underWay its imports that have not ended
 */
public record SyncRunView(String uuid, SyncRun.Cause cause, @Nullable String model, SyncRun.State state, int newModels, int changed,
        int unchanged,
        int removed, int failed, int underWay, long bytes, @Nullable Failure failure, Instant createdAt, @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static SyncRunView of(SyncRun one) {
        return new SyncRunView(one.uuid(), one.what().cause(), one.what().onlyId(), one.stand().state(), one.counts().newModels(),
                one.counts().changed(), one.counts().unchanged(), one.counts().removed(), one.counts().failed(), one.underWay(),
                one.bytes(),
                one.stand().failure(), one.times().createdAt(), one.times().startedAt(), one.times().endedAt());
    }
}
