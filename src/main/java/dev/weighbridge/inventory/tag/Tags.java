package dev.weighbridge.inventory.tag;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tags, and the only writer of their rows. For many threads. A text is at most once on a resource, as a system tag, as a user tag, and as a tag of
 * each pattern. Whoever adds a tag holds the lock of the resource's row, or has just entered it, so that it cannot be deleted meanwhile and nobody adds
 * the same tag at the same time.
 */
@Service
public class Tags {

    /** So many uuids go into one statement. */
    private static final int CHUNK = 1000;

    private final EntityManager entities;

    private final TagPatterns patterns;

    private final Clock clock;

    Tags(EntityManager entities, TagPatterns patterns, Clock clock) {
        this.entities = entities;
        this.patterns = patterns;
        this.clock = clock;
    }

    /**
     * Tags a resource that was entered in this transaction.
     *
     * @param derived the system tag that was derived for it
     * @return the uuids of patterns that are gone; there are no tags of them
     * @throws IngestionException INVALID_REQUEST if a tag is too long, or there are too many
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> enter(TaggedResource on, GivenTags given, @Nullable String derived) {
        given.check();
        Instant now = now();
        if (derived != null) {
            entities.persist(new SystemTag(on, derived, true, now));
        }
        given.systemTags().stream().filter(text -> !text.equals(derived))
                .forEach(text -> entities.persist(new SystemTag(on, text, false, now)));
        given.userTags().forEach(text -> entities.persist(new UserTag(on, text, null, now)));
        List<TagPattern> found = patterns.all(given.patternUuids());
        found.forEach(pattern -> entities.persist(new UserTag(on, pattern.getValue(), pattern.getUuid(), now)));
        List<String> there = found.stream().map(TagPattern::getUuid).toList();
        return given.patternUuids().stream().filter(uuid -> !there.contains(uuid)).toList();
    }

    /** The system tag of this text, which is added unless it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SystemTag addSystemTag(TaggedResource on, String text) {
        TagText.check("tag", text);
        return of(SystemTag.class, on).stream().filter(tag -> tag.getTag().equals(text)).findFirst()
                .orElseGet(() -> persisted(new SystemTag(on, text, false, now())));
    }

    /** The user tag of this text that is of no pattern, which is added unless it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserTag addUserTag(TaggedResource on, String text) {
        TagText.check("tag", text);
        return of(UserTag.class, on).stream().filter(tag -> tag.getTag().equals(text) && tag.getTagPatternUuid() == null).findFirst()
                .orElseGet(() -> persisted(new UserTag(on, text, null, now())));
    }

    /** The resource's tag of this pattern, which is added with this text unless there is one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserTag attach(TagPattern pattern, TaggedResource on, String text) {
        return of(UserTag.class, on).stream().filter(tag -> pattern.getUuid().equals(tag.getTagPatternUuid())).findFirst()
                .orElseGet(() -> persisted(new UserTag(on, text, pattern.getUuid(), now())));
    }

    /** Makes {@code derived} the one inherent system tag of the resource, whose row the caller has locked; null for none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void derive(TaggedResource on, @Nullable String derived) {
        List<SystemTag> old = of(SystemTag.class, on);
        old.stream().filter(tag -> tag.isInherent() && !tag.getTag().equals(derived)).forEach(entities::remove);
        if (derived != null) {
            old.stream().filter(tag -> tag.getTag().equals(derived)).findFirst()
                    .ifPresentOrElse(SystemTag::inhere, () -> entities.persist(new SystemTag(on, derived, true, now())));
        }
    }

    @Transactional(readOnly = true)
    public Optional<Tag> find(String uuid) {
        return Optional.ofNullable(entities.find(Tag.class, uuid));
    }

    /**
     * Changes the text of a system tag; the caller has locked the row of what is tagged.
     *
     * @throws IngestionException INVALID_REQUEST if it is inherent, or the text is blank, too long or another tag's; NOT_FOUND
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public SystemTag update(String uuid, String text) {
        TagText.check("tag", text);
        SystemTag tag = Optional.ofNullable(entities.find(SystemTag.class, uuid)).orElseThrow(() -> missing(uuid));
        checkNotInherent(tag);
        var on = new TaggedResource(tag.getResourceUuid(), tag.getResourceType(), tag.getAccountUuid());
        if (of(SystemTag.class, on).stream().anyMatch(other -> !other.getUuid().equals(uuid) && other.getTag().equals(text))) {
            throw TagText.invalid("tag", "is another system tag of the resource");
        }
        tag.become(text, now());
        return tag;
    }

    /** @throws IngestionException INVALID_REQUEST if it is inherent; NOT_FOUND */
    @Transactional
    public void delete(String uuid) {
        Tag tag = find(uuid).orElseThrow(() -> missing(uuid));
        checkNotInherent(tag);
        entities.createQuery("delete from Tag t where t.uuid = :uuid").setParameter("uuid", uuid).executeUpdate();
    }

    /** Takes the tags of a pattern off these resources. */
    @Transactional
    public void detach(String patternUuid, List<String> resourceUuids) {
        entities.createQuery("delete from UserTag t where t.tagPatternUuid = :pattern and t.resourceUuid in :resources")
                .setParameter("pattern", patternUuid).setParameter("resources", resourceUuids).executeUpdate();
    }

    /** Deletes all tags of resources whose rows were deleted in this transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deleteOf(Collection<String> resourceUuids) {
        List<String> uuids = List.copyOf(resourceUuids);
        for (int from = 0; from < uuids.size(); from += CHUNK) {
            entities.createQuery("delete from Tag t where t.resourceUuid in :resources")
                    .setParameter("resources", uuids.subList(from, Math.min(from + CHUNK, uuids.size()))).executeUpdate();
        }
    }

    /** The texts of a resource's tags, those of the system first. */
    @Transactional(readOnly = true)
    public List<String> textsOf(String resourceUuid) {
        return entities.createQuery("select t from Tag t where t.resourceUuid = :resource", Tag.class)
                .setParameter("resource", resourceUuid).getResultStream()
                .sorted(Comparator.comparing((Tag tag) -> tag instanceof UserTag).thenComparing(Tag::getTag)).map(Tag::getTag).toList();
    }

    /** What people tagged a resource with. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public TagTexts givenTo(String resourceUuid) {
        List<Tag> tags = entities.createQuery("select t from Tag t where t.resourceUuid = :resource order by t.tag", Tag.class)
                .setParameter("resource", resourceUuid).getResultList();
        return new TagTexts(tags.stream().filter(tag -> tag instanceof SystemTag system && !system.isInherent()).map(Tag::getTag).toList(),
                tags.stream().filter(UserTag.class::isInstance).map(Tag::getTag).distinct().toList());
    }

    private <T extends Tag> List<T> of(Class<T> kind, TaggedResource on) {
        return entities.createQuery("select t from " + kind.getSimpleName() + " t where t.resourceUuid = :resource", kind)
                .setParameter("resource", on.uuid()).getResultList();
    }

    private <T extends Tag> T persisted(T tag) {
        var on = new TaggedResource(tag.getResourceUuid(), tag.getResourceType(), tag.getAccountUuid());
        if (of(tag.getClass(), on).size() >= TagText.MOST) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not tag " + on.uuid() + ": it has " + TagText.MOST
                    + " tags of this kind, which is the limit. Delete some first.");
        }
        entities.persist(tag);
        entities.flush();
        return tag;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void checkNotInherent(Tag tag) {
        if (tag instanceof SystemTag system && system.isInherent()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not change the system tag " + tag.getUuid()
                    + ": it is inherent, derived from the model's files. Add another system tag.");
        }
    }

    private static IngestionException missing(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND, "Could not change the tag: resource[uuid:" + uuid
                + ", type:TagVO] not found. Name one that exists.");
    }
}
