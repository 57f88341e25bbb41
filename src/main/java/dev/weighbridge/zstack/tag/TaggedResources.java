package dev.weighbridge.zstack.tag;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.CriteriaQuery;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;
import dev.weighbridge.zstack.queryable.Taggable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what is to be tagged, whatever its kind, and keeps it from being deleted until the caller's transaction ends. The manifest of a model, which has its
 * tags, is written again after that.
 */
@Component
class TaggedResources {

    private final EntityManager entities;

    private final WorkQueue queue;

    TaggedResources(EntityManager entities, WorkQueue queue) {
        this.entities = entities;
        this.queue = queue;
    }

    /**
     * Locks a resource of a type, which the caller must own.
     *
     * @throws ApiFailure SYS.1007 for an unknown type, SYS.1003 if the caller sees no such resource
     * @throws IngestionException FORBIDDEN
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public TaggedResource hold(Caller caller, String type, String uuid) {
        Taggable kind = Taggable.named(type).orElseThrow(() -> new ApiFailure(ErrorCode.INVALID_ARGUMENT,
                "invalid field[resourceType], valid values are " + Arrays.stream(Taggable.values()).map(Taggable::type).sorted()
                        .collect(Collectors.joining(", ", "[", "]"))));
        return held(caller, kind, uuid).orElseThrow(() -> ApiFailure.noResource("resourceUuid", uuid, type));
    }

    /** As the other, of any type. */
    @Transactional(propagation = Propagation.MANDATORY)
    public TaggedResource hold(Caller caller, String uuid) {
        return Arrays.stream(Taggable.values()).flatMap(kind -> held(caller, kind, uuid).stream()).findFirst()
                .orElseThrow(() -> ApiFailure.noResource("resourceUuids", uuid, "ResourceVO"));
    }

    private Optional<TaggedResource> held(Caller caller, Taggable kind, String uuid) {
        Optional<TaggedResource> found = owner(caller, kind.rows(), uuid).map(owner -> new TaggedResource(uuid, kind.type(), owner));
        found.filter(resource -> !caller.owns(resource.accountUuid())).ifPresent(strangers -> {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not tag " + uuid + ": it belongs to another account. Ask its owner or the administrator to tag it.");
        });
        Optional<TaggedResource> held = found
                .filter(resource -> entities.find(kind.rows().entity(), uuid, LockModeType.PESSIMISTIC_WRITE) != null);
        held.filter(resource -> resource.type().equals(TaggedResource.MODEL))
                .ifPresent(model -> queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), model.uuid()));
        return held;
    }

    private Optional<String> owner(Caller caller, Queryable<?> rows, String uuid) {
        var sql = entities.getCriteriaBuilder();
        CriteriaQuery<String> query = sql.createQuery(String.class);
        var row = query.from(rows.entity());
        query.select(row.get("accountUuid")).where(sql.equal(row.get("uuid"), uuid),
                rows.visible().apply(new Scope(row, query, sql, caller)));
        return entities.createQuery(query).getResultStream().findFirst();
    }
}
