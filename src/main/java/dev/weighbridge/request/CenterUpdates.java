package dev.weighbridge.request;

import dev.weighbridge.account.Caller;
import dev.weighbridge.center.CenterChanges;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes model centres for those who may. For many threads. */
@Component
public class CenterUpdates {

    private static final NewCenter NOTHING = new NewCenter(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private final ModelCenters centers;

    private final CenterChanges changes;

    private final WorkQueue queue;

    CenterUpdates(ModelCenters centers, CenterChanges changes, WorkQueue queue) {
        this.centers = centers;
        this.changes = changes;
        this.queue = queue;
    }

    /**
     * Changes a centre; with nothing given, it stays as it is. The manifests of its models, which name it, are written again.
     *
     * @throws dev.weighbridge.artifact.IngestionException as {@link CenterChanges#change}; NOT_FOUND also for a centre that is another account's
     */
    @Transactional
    public ModelCenter update(Caller caller, String uuid, NewCenter change) {
        ModelCenter center = centers.find(uuid).filter(found -> caller.owns(found.getAccountUuid()))
                .orElseThrow(() -> new FieldCheck("update the model centre").missing("uuid", uuid, "ModelCenterVO"));
        if (change.equals(NOTHING)) {
            return center;
        }
        ModelCenter changed = changes.change(uuid, change);
        queue.enter(Lane.BACKGROUND, WorkName.CENTER_MANIFESTS.text(), uuid);
        return changed;
    }
}
