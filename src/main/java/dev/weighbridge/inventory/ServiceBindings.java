package dev.weighbridge.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which models are for which model services, and which service is a model's default; the only writer of those rows. For many threads. Whoever writes
 * locks the models' lineages, then the services, then the rows themselves. Every method joins the caller's transaction, or makes its own.
 */
@Service
public class ServiceBindings {

    /** As many as a request may name. */
    private static final int MOST_OF_A_MODEL = 1000;

    private static final int SHOWN_OF_A_SERVICE = 1000;

    private final EntityManager entities;

    private final Lineages lineages;

    private final SharedLock lock;

    ServiceBindings(EntityManager entities, Lineages lineages, SharedLock lock) {
        this.entities = entities;
        this.lineages = lineages;
        this.lock = lock;
    }

    /**
     * Binds a model to a service; does nothing if it is bound already.
     *
     * @throws IngestionException NOT_FOUND if either is not there; LIMIT_EXCEEDED if the model has 1000 services
     */
    @Transactional
    public void bind(String modelUuid, String serviceUuid) {
        holdModels("modelUuid", List.of(modelUuid));
        holdService("modelServiceUuid", serviceUuid);
        refOrNew(modelUuid, serviceUuid);
        entities.flush();
    }

    /** Takes a service from a model; does nothing if they are not bound. */
    @Transactional
    public void unbind(String modelUuid, String serviceUuid) {
        holdLineages(List.of(modelUuid));
        entities.createQuery("delete from ModelServiceRef r where r.modelUuid = :model and r.modelServiceUuid = :service")
                .setParameter("model", modelUuid).setParameter("service", serviceUuid).executeUpdate();
    }

    /**
     * Makes a service the model's default, and binds the model to it if it is not bound. The former default stays bound.
     *
     * @throws IngestionException as {@link #bind}
     */
    @Transactional
    public void setDefault(String modelUuid, String serviceUuid) {
        holdModels("uuid", List.of(modelUuid));
        holdService("defaultModelServiceUuid", serviceUuid);
        ModelServiceRef chosen = refOrNew(modelUuid, serviceUuid);
        if (!chosen.isDefault()) {
            giveUpDefault(modelUuid);
            chosen.beDefault(true);
            entities.flush();
        }
    }

    /** Leaves the model without a default service; it stays bound to the one that it had. Does nothing if there is none. */
    @Transactional
    public void clearDefault(String modelUuid) {
        holdModels("uuid", List.of(modelUuid));
        giveUpDefault(modelUuid);
    }

    /**
     * The services of each of these models, the default first; a model without any is not in the map. One statement, however many they are: in SQL, because
     * Hibernate would translate a statement with a list anew each time, and every answer that shows a model asks this.
     */
    @Transactional(readOnly = true)
    public Map<String, List<ModelServiceRef>> ofModels(Collection<String> modelUuids) {
        if (modelUuids.isEmpty()) {
            return Map.of();
        }
        List<?> found = entities
                .createNativeQuery("""
                select * from model_service_ref where model_uuid in (:models) order by is_default desc, model_service_uuid""",
                        ModelServiceRef.class)
                .setParameter("models", modelUuids).getResultList();
        return found.stream().map(ModelServiceRef.class::cast).collect(Collectors.groupingBy(ModelServiceRef::getModelUuid));
    }

    /**
     * The models of each of these services, at most 1000 of each, because a service for everybody may have a million; a service without any is not in
     * the map. One statement, however many they are.
     *
     * @param seenBy the account that must see the models, null for all
     */
    @Transactional(readOnly = true)
    public Map<String, List<ModelServiceRef>> ofServices(Collection<String> serviceUuids, @Nullable String seenBy) {
        if (serviceUuids.isEmpty()) {
            return Map.of();
        }
        List<?> found = entities.createNativeQuery("""
                select * from (
                    select r.*, row_number() over (partition by r.model_service_uuid order by r.uuid) as place
                    from model_service_ref r join model m on m.uuid = r.model_uuid
                    where r.model_service_uuid in (:services) and (:all or m.account_uuid = :account or m.share_mode = 'Public')) shown
                where place <= :most order by model_service_uuid, place""", ModelServiceRef.class)
                .setParameter("services", serviceUuids).setParameter("all", seenBy == null)
                .setParameter("account", Objects.requireNonNullElse(seenBy, "")).setParameter("most", SHOWN_OF_A_SERVICE)
                .getResultList();
        return found.stream().map(ModelServiceRef.class::cast).collect(Collectors.groupingBy(ModelServiceRef::getModelServiceUuid));
    }

    /** Binds models to a service that nobody else can see yet. */
    void bindAll(String serviceUuid, List<String> modelUuids) {
        holdModels("modelUuids", modelUuids);
        Map<String, List<ModelServiceRef>> refs = ofModels(modelUuids);
        modelUuids.forEach(model -> enter(model, serviceUuid, refs.getOrDefault(model, List.of())));
        entities.flush();
    }

    /**
     * Binds a model that nobody else can see yet to the services that its request named, as far as they are still there. The caller holds its lineage
     * and flushes.
     *
     * @return those that are gone
     */
    SequencedCollection<String> bindNamed(String modelUuid, @Nullable RequestedLinks named) {
        var wished = new LinkedHashSet<String>();
        String byDefault = named == null ? null : named.defaultModelServiceUuid();
        if (named != null) {
            wished.addAll(Objects.requireNonNullElse(named.modelServiceUuids(), List.of()));
            Optional.ofNullable(byDefault).ifPresent(wished::add);
        }
        for (String there : lock.hold(SharedLock.Table.MODEL_SERVICE, wished)) {
            var ref = new ModelServiceRef(modelUuid, there);
            ref.beDefault(there.equals(byDefault));
            entities.persist(ref);
            wished.remove(there);
        }
        return wished;
    }

    /** Keeps the models from being deleted. Always in the order of their lineages, so that nobody waits in a circle. */
    private void holdLineages(List<String> modelUuids) {
        entities.createQuery("select m.uuid from Model m where m.uuid in :models order by m.lineageUuid, m.uuid", String.class)
                .setParameter("models", modelUuids).getResultList().forEach(lineages::holdOf);
    }

    private void holdModels(String field, List<String> modelUuids) {
        if (modelUuids.isEmpty()) {
            return;
        }
        holdLineages(modelUuids);
        var gone = new ArrayList<>(modelUuids);
        gone.removeAll(entities.createQuery("select m.uuid from Model m where m.uuid in :models", String.class)
                .setParameter("models", modelUuids).getResultList());
        if (!gone.isEmpty()) {
            throw ModelServices.missing(field, gone.getFirst(), "ModelVO");
        }
    }

    private void holdService(String field, String serviceUuid) {
        if (lock.hold(SharedLock.Table.MODEL_SERVICE, List.of(serviceUuid)).isEmpty()) {
            throw ModelServices.missing(field, serviceUuid, "ModelServiceVO");
        }
    }

    private ModelServiceRef refOrNew(String modelUuid, String serviceUuid) {
        List<ModelServiceRef> refs = ofModels(List.of(modelUuid)).getOrDefault(modelUuid, List.of());
        return refs.stream().filter(ref -> ref.getModelServiceUuid().equals(serviceUuid)).findFirst()
                .orElseGet(() -> enter(modelUuid, serviceUuid, refs));
    }

    private ModelServiceRef enter(String modelUuid, String serviceUuid, List<ModelServiceRef> others) {
        if (others.size() >= MOST_OF_A_MODEL) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not bind the model " + modelUuid
                    + " to another service: it has " + others.size() + ", which is the limit. Unbind it from one first.");
        }
        var ref = new ModelServiceRef(modelUuid, serviceUuid);
        entities.persist(ref);
        return ref;
    }

    /** Locks the row first, which goes when its service is deleted in the same moment. */
    private void giveUpDefault(String modelUuid) {
        entities.createQuery("select r from ModelServiceRef r where r.defaultOf = :model", ModelServiceRef.class)
                .setParameter("model", modelUuid).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList()
                .forEach(ref -> ref.beDefault(false));
        entities.flush();
    }
}
