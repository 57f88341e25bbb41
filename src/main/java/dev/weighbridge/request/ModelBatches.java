package dev.weighbridge.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.JobItem;
import dev.weighbridge.ingestion.JobItems;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.OwnedModels;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what is to be done to many models, as one API job with an item for each. Who may do it is decided here; it is done later, in an order and a pace
 * of its own. For many threads.
 */
@Component
public class ModelBatches {

    /** Items that are entered at once. */
    private static final int PAGE = 1000;

    /** Of a centre; more are named in several calls. */
    private static final int MOST = 100_000;

    private final OwnedModels models;

    private final ModelCenters centers;

    private final ApiJobs jobs;

    private final JobItems items;

    private final WorkQueue queue;

    ModelBatches(OwnedModels models, ModelCenters centers, ApiJobs jobs, JobItems items, WorkQueue queue) {
        this.models = models;
        this.centers = centers;
        this.jobs = jobs;
        this.items = items;
        this.queue = queue;
    }

    /**
     * Deletes models. One that is not there, or that the caller does not see, counts as deleted; one of another account is a failure of its own.
     *
     * @throws IngestionException INVALID_REQUEST for none or more than 1000 uuids
     */
    @Transactional
    public void delete(Caller caller, List<String> uuids, ApiCall job) {
        var check = new FieldCheck("delete the models");
        if (uuids.isEmpty()) {
            throw check.invalid("uuids", "is mandatory, and must not be empty");
        }
        check.list("uuids", uuids, Integer.MAX_VALUE);
        open(caller, job);
        Map<String, OwnedModels.Owned> there = models.of(wellFormed(uuids));
        items.add(job.jobUuid(), 0, distinct(uuids).stream().map(uuid -> deletion(caller, uuid, there)).toList());
        start(WorkName.DELETE, job);
    }

    /**
     * Reads again from the stored bytes what models are.
     *
     * @param uuids which models of the centre; none for all that are the caller's
     * @throws IngestionException NOT_FOUND for a centre that is not there, INVALID_REQUEST for more than 1000 uuids, LIMIT_EXCEEDED for a larger centre
     */
    @Transactional
    public void derive(Caller caller, String centerUuid, List<String> uuids, ApiCall job) {
        var check = new FieldCheck("generate the models' metadata");
        check.list("modelUuids", uuids, Integer.MAX_VALUE);
        if (centers.find(centerUuid).isEmpty()) {
            throw check.missing("modelCenterUuid", centerUuid, "ModelCenterVO");
        }
        open(caller, job);
        if (uuids.isEmpty()) {
            addAllOf(caller, centerUuid, job);
        } else {
            Map<String, OwnedModels.Owned> there = models.of(wellFormed(uuids));
            items.add(job.jobUuid(), 0,
                    distinct(uuids).stream().map(uuid -> derivation(caller, centerUuid, uuid, there)).toList());
        }
        start(WorkName.DERIVE, job);
    }

    private void addAllOf(Caller caller, String centerUuid, ApiCall job) {
        String owner = caller.admin() ? null : caller.accountUuid();
        int count = 0;
        for (List<String> page = models.ofCenter(centerUuid, owner, "", PAGE); !page.isEmpty();
                page = models.ofCenter(centerUuid, owner, page.getLast(), PAGE)) {
            items.add(job.jobUuid(), count, page.stream().map(JobItem::pending).toList());
            count += page.size();
            if (count > MOST) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                        "Could not generate the metadata of all models of the model centre "
                                + centerUuid + ": it has more than " + MOST
                                + ". Name the models in field[modelUuids], up to 1000 in a call.");
            }
        }
    }

    private void open(Caller caller, ApiCall job) {
        jobs.open(job.jobUuid(), caller.accountUuid(), job.webHook());
    }

    private void start(WorkName work, ApiCall job) {
        if (items.next(job.jobUuid()).isPresent()) {
            queue.enter(Lane.BACKGROUND, work.text(), job.jobUuid());
        } else {
            items.end(job.jobUuid());
        }
    }

    private static JobItem deletion(Caller caller, String uuid, Map<String, OwnedModels.Owned> there) {
        OwnedModels.Owned model = there.get(uuid);
        if (!ResourceUuid.isWellFormed(uuid)) {
            return failed(FailureKind.NOT_FOUND, uuid, "delete", "invalid field[uuids], resource[uuid:" + shown(uuid)
                    + ", type:ModelVO] not found. Send a uuid of 32 hexadecimal digits");
        }
        if (model == null || (!model.sharedWithAll() && !caller.owns(model.accountUuid()))) {
            return JobItem.done(uuid);
        }
        return caller.owns(model.accountUuid()) ? JobItem.pending(uuid) : foreign(uuid, "delete");
    }

    private static JobItem derivation(Caller caller, String centerUuid, String uuid, Map<String, OwnedModels.Owned> there) {
        OwnedModels.Owned model = there.get(uuid);
        if (model == null || !model.centerUuid().equals(centerUuid) || (!model.sharedWithAll() && !caller.owns(model.accountUuid()))) {
            return failed(FailureKind.NOT_FOUND, uuid, "read", "invalid field[modelUuids], resource[uuid:" + shown(uuid)
                    + ", type:ModelVO] not found in the model centre " + centerUuid + ". Name models of this centre");
        }
        return caller.owns(model.accountUuid()) ? JobItem.pending(uuid) : foreign(uuid, "read");
    }

    private static JobItem foreign(String uuid, String tried) {
        return failed(FailureKind.FORBIDDEN, uuid, tried,
                "it belongs to another account. Ask its owner or the administrator to do it");
    }

    private static JobItem failed(FailureKind kind, String uuid, String tried, String why) {
        return JobItem.failed(shown(uuid),
                new Failure(kind,
                        "Could not " + tried + " the model " + shown(uuid) + (tried.equals("read") ? " again: " : ": ") + why + "."));
    }

    /** What a row holds of it. */
    private static String shown(String uuid) {
        return uuid.length() <= 32 ? uuid : uuid.substring(0, 31) + "…";
    }

    private static List<String> wellFormed(List<String> uuids) {
        return distinct(uuids).stream().filter(ResourceUuid::isWellFormed).toList();
    }

    private static List<String> distinct(List<String> uuids) {
        return new ArrayList<>(new LinkedHashSet<>(uuids));
    }
}
