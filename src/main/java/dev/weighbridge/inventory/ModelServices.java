package dev.weighbridge.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The model services, and the only writer of their rows; which models they are for is known to {@link ServiceBindings}. For many threads. Every method
 * joins the caller's transaction, or makes its own.
 */
@Service
public class ModelServices {

    private static final String SEEN = " and (:all = true or s.accountUuid = :account or s.system = true)";

    private final EntityManager entities;

    private final CenterLock centers;

    private final ServiceBindings bindings;

    private final Clock clock;

    ModelServices(EntityManager entities, CenterLock centers, ServiceBindings bindings, Clock clock) {
        this.entities = entities;
        this.centers = centers;
        this.bindings = bindings;
        this.clock = clock;
    }

    /**
     * Enters a service and binds it to its models. Of which type and source it is when nobody says so: Endpoint and Other.
     *
     * @throws IngestionException INVALID_REQUEST with {@code field[<name>] <why>} in its sentence; NOT_FOUND if the model centre or one of the models is
     *     not there. The caller's transaction can only roll back then
     */
    @Transactional
    public ModelService add(NewService added) {
        CheckedService checked = CheckedService.of(added.fields());
        String given = added.resourceUuid();
        if (given != null && (!ResourceUuid.isWellFormed(given) || find(given).isPresent())) {
            throw CheckedService.refused("resourceUuid", ResourceUuid.isWellFormed(given) ? "is already in use"
                    : "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
        if (!centers.share(checked.modelCenterUuid())) {
            throw missing("modelCenterUuid", checked.modelCenterUuid(), "ModelCenterVO");
        }
        var service = new ModelService(Objects.requireNonNullElseGet(given, ResourceUuid::random), added.accountUuid(), checked, now());
        try {
            entities.persist(service);
            entities.flush();
        } catch (ConstraintViolationException taken) {
            throw ViolatedConstraint.of(taken) == ViolatedConstraint.UNIQUE ? CheckedService.refused("resourceUuid", "is already in use")
                    : taken;
        }
        bindings.bindAll(service.getUuid(), added.modelUuids());
        return service;
    }

    /**
     * Changes the fields that are given, and leaves the others.
     *
     * @throws IngestionException INVALID_REQUEST with {@code field[<name>] <why>} in its sentence; NOT_FOUND if there is no such service
     */
    @Transactional
    public ModelService change(String uuid, ServiceFields given) {
        ModelService service = find(uuid).orElseThrow(() -> missing("uuid", uuid, "ModelServiceVO"));
        CheckedService changed = CheckedService.of(given.over(service.fields()));
        if (!changed.given().equals(service.fields())) {
            service.keep(changed, now());
            entities.flush();
        }
        return service;
    }

    /**
     * Deletes a service; the models that it was bound to lose it.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean delete(String uuid) {
        return delete("select uuid from model_service where uuid = :it order by uuid for update", uuid) == 1;
    }

    /** Deletes all services of a centre. Lock the centre first ({@code ModelCenters.hold}), and delete its models, so that none is added meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deleteOfCenter(String centerUuid) {
        delete("select uuid from model_service where model_center_uuid = :it order by uuid for update", centerUuid);
    }

    @Transactional(readOnly = true)
    public Optional<ModelService> find(String uuid) {
        return Optional.ofNullable(entities.find(ModelService.class, uuid));
    }

    /** Those that {@code where} allows, in the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<ModelService> query(Specification<ModelService> where, Sort sort, int start, int limit) {
        return new SpecifiedRows<>(entities, ModelService.class).find(where, sort, start, limit);
    }

    /** How many {@code where} allows. */
    @Transactional(readOnly = true)
    public long count(Specification<ModelService> where) {
        return new SpecifiedRows<>(entities, ModelService.class).count(where);
    }

    /**
     * Which of these services are there.
     *
     * @param seenBy the account that must see them, because they are its own or the system's; null for all
     */
    @Transactional(readOnly = true)
    public List<String> there(Collection<String> uuids, @Nullable String seenBy) {
        return uuids.isEmpty() ? List.of()
                : entities.createQuery("select s.uuid from ModelService s where s.uuid in :uuids" + SEEN, String.class)
                        .setParameter("uuids", uuids).setParameter("all", seenBy == null).setParameter("account", seenBy).getResultList();
    }

    /**
     * The services of these centres, the oldest first.
     *
     * @param seenBy as for {@link #there}
     */
    @Transactional(readOnly = true)
    public List<DescribedService> inCenters(Collection<String> centerUuids, @Nullable String seenBy, int limit) {
        return centerUuids.isEmpty() ? List.of()
                : entities.createQuery("""
                        select new dev.weighbridge.inventory.DescribedService(s.uuid, s.modelCenterUuid, s.name, s.type)
                        from ModelService s where s.modelCenterUuid in :centers""" + SEEN + " order by s.createDate, s.uuid",
                        DescribedService.class).setParameter("centers", centerUuids).setParameter("all", seenBy == null)
                        .setParameter("account", seenBy).setMaxResults(limit).getResultList();
    }

    static IngestionException missing(String field, String uuid, String type) {
        return new IngestionException(FailureKind.NOT_FOUND, "Could not find what the call names: invalid field[" + field
                + "], resource[uuid:" + uuid + ", type:" + type + "] not found. Name one that exists.");
    }

    /** Locks first: what was bound while this waited must be seen by the deletion that follows. */
    private int delete(String findAndLock, String parameter) {
        List<?> locked = entities.createNativeQuery(findAndLock, String.class).setParameter("it", parameter).getResultList();
        return locked.isEmpty() ? 0
                : entities.createQuery("delete from ModelService s where s.uuid in :uuids").setParameter("uuids", locked).executeUpdate();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
