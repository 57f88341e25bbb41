package dev.weighbridge.inventory;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.version.VersionedModel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes committed models, and decides the latest of every lineage that is concerned again, in the same transaction. For many threads.
 *
 * <p>Locks are taken in one order, so that nobody waits in a circle: centres in the order of their uuids, then lineages. Who holds two lineages holds
 * the centres of both for himself, which keeps everyone out who might hold another: additions share the centre, deletions hold one lineage and want no
 * second.
 */
@Service
public class ModelChanges {

    private static final String BY_AN_UPDATE = "an update";

    private static final String BYTES_STAY = "given in an update, as a text: the stored bytes are those that the import brought";

    private final EntityManager entities;

    private final Locks locks;

    private final LatestOfLineage latest;

    private final Reasons reasons;

    private final Tags tags;

    ModelChanges(EntityManager entities, Locks locks, LatestOfLineage latest, Reasons reasons, Tags tags) {
        this.entities = entities;
        this.locks = locks;
        this.latest = latest;
        this.reasons = reasons;
        this.tags = tags;
    }

    /** What is held while a model changes. */
    @Component
    record Locks(CenterLock centers, Lineages lineages, SteadyLock steady, JdbcTemplate jdbc) {

        /** Holds the model's centre, and the one that it moves to, for this transaction alone. */
        void takeCenters(String modelUuid, @Nullable String otherCenter) {
            steady.hold(() -> jdbc.queryForList("select model_center_uuid from model where uuid = ?", String.class, modelUuid).stream()
                    .findFirst(), own -> {
                        for (String center : new TreeSet<>(Arrays.asList(own, Objects.requireNonNullElse(otherCenter, own)))) {
                            if (!centers.take(center) && center.equals(otherCenter)) {
                                throw new IngestionException(FailureKind.NOT_FOUND,
                                        "Could not move the model " + modelUuid + ": invalid field[modelCenterUuid], resource[uuid:"
                                                + center + ", type:ModelCenterVO] not found. Name one that exists.");
                            }
                        }
                    });
        }
    }

    /**
     * Changes what is given of a model. Its description, vendor and GPU fields are then known as given, as if AddModel had given them.
     *
     * @return the model; unchanged when nothing is given
     * @throws IngestionException NOT_FOUND if there is no such model, or no such model centre to move it to
     */
    @Transactional
    public Model change(String uuid, ModelChange change) {
        if (change.isNothing()) {
            return Optional.ofNullable(entities.find(Model.class, uuid)).orElseThrow(() -> missing(uuid));
        }
        if (change.mayMove()) {
            locks.takeCenters(uuid, change.modelCenterUuid());
        }
        Model model = held(uuid);
        keepReasons(model, change);
        Instant now = latest.now();
        model.change(change, now);
        if (change.mayMove()) {
            move(model, now);
        }
        entities.flush();
        return model;
    }

    /**
     * Enters what was found out about a model's bytes anew. What somebody gave stays. Does nothing when the model is gone.
     *
     * @return whether it was there
     */
    @Transactional
    public boolean weighAgain(String uuid, WeighedModel weighed) {
        Optional<String> lineage = locks.lineages().holdOf(uuid);
        if (lineage.isEmpty()) {
            return false;
        }
        Model model = fresh(uuid);
        Instant now = latest.now();
        model.weighAgain(reasons.replace(uuid, weighed), now);
        tags.derive(new TaggedResource(uuid, TaggedResource.MODEL, model.getAccountUuid()),
                weighed.text("systemTag", Inventory.NAME_OF_A_CLASS));
        entities.flush();
        latest.decide(lineage.get(), now);
        return true;
    }

    private Model held(String uuid) {
        if (locks.lineages().holdOf(uuid).isEmpty()) {
            throw missing(uuid);
        }
        return fresh(uuid);
    }

    /** As it is now that its lineage is held: what was read before may have changed meanwhile. */
    private Model fresh(String uuid) {
        Model model = entities.find(Model.class, uuid);
        entities.refresh(model);
        return model;
    }

    private void keepReasons(Model model, ModelChange change) {
        give(model, "description", change.description());
        give(model, "vendor", change.vendor());
        give(model, "recommendedGpuNum", change.recommendedGpuNum());
        give(model, "gpuConstraintDescription", change.gpuConstraintDescription());
        String path = change.installPath();
        if (path != null && !path.equals(model.getInstallPath())) {
            reasons.give(model.getUuid(), new Derivation("installPath", withoutQuery(path), BYTES_STAY, null));
        }
    }

    /** The query of a URL may be what opens it. */
    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query + 1) + "…";
    }

    private void give(Model model, String field, @Nullable String value) {
        if (value != null) {
            reasons.give(model.getUuid(), field, value, BY_AN_UPDATE);
        }
    }

    /** Makes the model a version of what its centre, modelId and name now say, if that is another lineage than before. */
    private void move(Model model, Instant now) {
        String from = model.getLineageUuid();
        Lineages.Held to = locks.lineages().hold(model.getModelCenterUuid(), Lineages.key(model.getModelId(), model.getName()));
        if (to.uuid().equals(from)) {
            return;
        }
        boolean wasLatest = model.isLatestVersion();
        model.moveTo(to.uuid());
        entities.flush();
        if (wasLatest && !latest.decide(from, now)) {
            locks.lineages().delete(from);
        }
        var versioned = new VersionedModel(model.getUuid(), model.getVersionSemver(), model.getSourceTime(), model.getCreateDate());
        if (to.isNew() || latest.isTakenBy(versioned, to.uuid(), now)) {
            model.becomeLatest();
        }
    }

    private static IngestionException missing(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not update the model: invalid field[uuid], resource[uuid:" + uuid + ", type:ModelVO] not found. Check the uuid.");
    }
}
