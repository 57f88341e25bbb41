package dev.weighbridge.sync;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.weighbridge.ingestion.Event;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/** Words what there is to tell of a run. */
final class SyncEvents {

    private SyncEvents() {}

    /** Its imports may be under way still. */
    static Event completed(SyncRun run, String accountUuid) {
        Failure failure = run.stand().failure();
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("runUuid", run.uuid());
        said.put("policyUuid", run.what().policyUuid());
        said.put("state", run.stand().state().name());
        said.put("newModels", run.counts().newModels());
        said.put("changed", run.counts().changed());
        said.put("unchanged", run.counts().unchanged());
        said.put("removed", run.counts().removed());
        said.put("failed", run.counts().failed());
        said.put("underWay", run.underWay());
        said.put("failure", failure == null ? null : Map.of("kind", failure.kind().name(), "message", failure.message()));
        return new Event(EventType.SYNC_COMPLETED, accountUuid, run.uuid(), said);
    }
}
