package dev.weighbridge.center;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.secret.SecretBox;
import dev.weighbridge.source.SourceAccess;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.query.QueryUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The model centres, and the only writer of their rows. For many threads. Every method joins the caller's transaction, or makes its own if it needs one. */
@Service
public class ModelCenters {

    private final EntityManager entities;

    private final SecretBox box;

    private final Clock clock;

    ModelCenters(EntityManager entities, SecretBox box, Clock clock) {
        this.entities = entities;
        this.box = box;
        this.clock = clock;
    }

    /**
     * Enters a centre. Nothing is asked over the network, so its status is {@code Connecting} until something has been read from it.
     *
     * @param accountUuid its owner
     * @throws IngestionException INVALID_REQUEST with {@code field[<name>] <why>} in its sentence; nothing is entered then
     */
    @Transactional
    public ModelCenter add(String accountUuid, NewCenter given) {
        CheckedCenter checked = CheckedCenter.of(given);
        CenterParameters parameters = CenterParameters.of(given.parameters());
        String resourceUuid = given.resourceUuid();
        String uuid = resourceUuid == null ? ResourceUuid.random() : resourceUuid;
        var center = new ModelCenter(uuid, accountUuid, checked, CenterStatus.CONNECTING, clock.instant().truncatedTo(ChronoUnit.MICROS));
        String credentials = parameters.credentials();
        center.keep(parameters.open(), credentials == null ? null : box.encrypt(credentials, boxedFor(uuid)));
        if (resourceUuid != null && find(resourceUuid).isPresent()) {
            throw alreadyUsed(null);
        }
        try {
            entities.persist(center);
            entities.flush();
        } catch (ConstraintViolationException taken) {
            throw alreadyUsed(taken);
        }
        return center;
    }

    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<ModelCenter> find(String uuid) {
        return Optional.ofNullable(entities.find(ModelCenter.class, uuid));
    }

    /** Those that {@code where} allows, in the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<ModelCenter> query(Specification<ModelCenter> where, Sort sort, int start, int limit) {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(ModelCenter.class);
        var center = query.from(ModelCenter.class);
        var predicate = where.toPredicate(center, query, builder);
        if (predicate != null) {
            query.where(predicate);
        }
        query.orderBy(QueryUtils.toOrders(sort, center, builder));
        return entities.createQuery(query).setFirstResult(start).setMaxResults(limit).getResultList();
    }

    /** How many {@code where} allows. */
    @Transactional(readOnly = true)
    public long count(Specification<ModelCenter> where) {
        var builder = entities.getCriteriaBuilder();
        var query = builder.createQuery(Long.class);
        var center = query.from(ModelCenter.class);
        var predicate = where.toPredicate(center, query, builder);
        if (predicate != null) {
            query.where(predicate);
        }
        return entities.createQuery(query.select(builder.count(center))).getSingleResult();
    }

    /** As {@link #access(ModelCenter)}; anonymous when there is no such centre. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public SourceAccess access(String uuid) {
        return find(uuid).map(this::access).orElse(SourceAccess.ANONYMOUS);
    }

    /**
     * With what right a source may be read on the centre's behalf: its {@code token}, its user name and password or its access key and secret key, for its
     * own host only. Anonymous when it has none of them, and when it has no host.
     *
     * @throws IngestionException INTERNAL if the credentials were encrypted with another key
     */
    public SourceAccess access(ModelCenter center) {
        byte[] boxed = center.credentials();
        CenterPlace place = center.place();
        return boxed == null ? new SourceAccess(null, null, null, place.region())
                : CenterParameters.access(box.decrypt(boxed, boxedFor(center.getUuid())), place.host(), place.region());
    }

    /**
     * Locks the centre's row until the caller's transaction ends: no model can enter it meanwhile. Whoever deletes a centre calls this first,
     * then deletes what it holds, then calls {@link #delete}.
     *
     * @return whether there is such a centre
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(String uuid) {
        return !entities.createNativeQuery("select uuid from model_center where uuid = :uuid for update", String.class)
                .setParameter("uuid", uuid)
                .getResultList().isEmpty();
    }

    /**
     * Deletes the centre, which must hold no model and no model service any more. Does nothing when there is none.
     *
     * @throws IngestionException CONFLICT if it still holds one; the caller's transaction can only roll back then
     */
    @Transactional
    public void delete(String uuid) {
        try {
            entities.createQuery("delete from ModelCenter c where c.uuid = :uuid").setParameter("uuid", uuid).executeUpdate();
        } catch (ConstraintViolationException inUse) {
            throw new IngestionException(FailureKind.CONFLICT,
                    "Could not delete the model centre " + uuid + ": models or model services were added to it meanwhile. Delete it again.",
                    inUse);
        }
    }

    /** What a centre's credentials are bound to in their box. */
    static String boxedFor(String uuid) {
        return "model centre " + uuid;
    }

    private static IngestionException alreadyUsed(@Nullable Throwable cause) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not add the model centre: field[resourceUuid] is already in use. Leave it out or send another.", cause);
    }
}
