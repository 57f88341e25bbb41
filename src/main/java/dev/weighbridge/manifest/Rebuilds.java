package dev.weighbridge.manifest;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.ApiJob;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.JobItem;
import dev.weighbridge.ingestion.JobItems;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the inventory again from the manifests in the store, in the background. For many threads. */
@Component
public class Rebuilds {

    private static final int AT_ONCE = 500;

    private final ApiJobs jobs;

    private final JobItems items;

    private final WorkQueue queue;

    Rebuilds(ApiJobs jobs, JobItems items, WorkQueue queue) {
        this.jobs = jobs;
        this.items = items;
        this.queue = queue;
    }

    /**
     * How one stands.
     *
     * @param job when it was begun, and ended
     * @param standing its items are the uuids of models and datasets
     */
    public record Rebuild(ApiJob job, JobItems.Standing standing) {}

    /**
     * Begins to bring back what these manifests are of. It goes on when a node dies, and what has come back before stays as it is.
     *
     * @param unknown of {@link Strangers#survey}
     * @return the uuid by which {@link #find} knows it until three hours after its end
     */
    @Transactional
    public String begin(String accountUuid, List<String> unknown) {
        String uuid = ResourceUuid.random();
        jobs.open(uuid, accountUuid, null);
        for (int first = 0; first < unknown.size(); first += AT_ONCE) {
            items.add(uuid, first,
                    unknown.subList(first, Math.min(first + AT_ONCE, unknown.size())).stream().map(JobItem::pending).toList());
        }
        queue.enter(Lane.BACKGROUND, WorkName.REBUILD.text(), uuid);
        return uuid;
    }

    /** With at most {@code shown} of its items, those that failed first. */
    @Transactional(readOnly = true)
    public Optional<Rebuild> find(String uuid, int shown) {
        return jobs.find(uuid).map(job -> new Rebuild(job, items.standing(uuid, shown)));
    }
}
