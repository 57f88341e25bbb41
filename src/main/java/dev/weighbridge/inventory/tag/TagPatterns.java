package dev.weighbridge.inventory.tag;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tag patterns, and the only writer of their rows. For many threads. Every method joins the caller's transaction, or makes its own. */
@Service
public class TagPatterns {

    private final EntityManager entities;

    private final Clock clock;

    TagPatterns(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Makes a tag pattern.
     *
     * @param resourceUuid its future uuid, or null for a random one
     * @throws IngestionException INVALID_REQUEST with {@code field[<name>] <why>} in its sentence
     */
    @Transactional
    public TagPattern add(String accountUuid, @Nullable String resourceUuid, GivenPattern given) {
        if (resourceUuid != null && (!ResourceUuid.isWellFormed(resourceUuid) || find(resourceUuid).isPresent())) {
            throw TagText.invalid("resourceUuid", "is no uuid of 32 lower-case hexadecimal digits without dashes, or in use");
        }
        var pattern = new TagPattern(resourceUuid, accountUuid, CheckedPattern.of(given), clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            entities.persist(pattern);
            entities.flush();
        } catch (ConstraintViolationException taken) {
            throw new IngestionException(FailureKind.CONFLICT,
                    "Could not make the tag pattern: its uuid is in use, or its account does not exist any more. Send another.", taken);
        }
        return pattern;
    }

    @Transactional(readOnly = true)
    public Optional<TagPattern> find(String uuid) {
        return Optional.ofNullable(entities.find(TagPattern.class, uuid));
    }

    /**
     * Changes what is given. The tags that were made from it stay as they are: a simple pattern keeps its value, and tokens may only be named
     * differently.
     *
     * @throws IngestionException INVALID_REQUEST, NOT_FOUND
     */
    @Transactional
    public TagPattern update(String uuid, GivenPattern given) {
        TagPattern pattern = find(uuid).orElseThrow(() -> missing(uuid));
        pattern.keep(CheckedPattern.update(pattern, given), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return pattern;
    }

    /** Deletes it together with the tags that were made from it. Does nothing when there is none. */
    @Transactional
    public void delete(String uuid) {
        entities.createQuery("delete from TagPattern p where p.uuid = :uuid").setParameter("uuid", uuid).executeUpdate();
    }

    /** The first of these that is no simple pattern of this account. */
    @Transactional(readOnly = true)
    public Optional<String> firstUnusable(String accountUuid, List<String> uuids) {
        if (uuids.isEmpty()) {
            return Optional.empty();
        }
        List<String> usable = entities
                .createQuery("select p.uuid from TagPattern p where p.uuid in :uuids and p.accountUuid = :account and p.type = :simple",
                        String.class)
                .setParameter("uuids", uuids).setParameter("account", accountUuid).setParameter("simple", PatternType.SIMPLE.wireName())
                .getResultList();
        return uuids.stream().filter(uuid -> !usable.contains(uuid)).findFirst();
    }

    /** Those of these that there still are. */
    List<TagPattern> all(List<String> uuids) {
        return uuids.isEmpty() ? List.of()
                : entities.createQuery("select p from TagPattern p where p.uuid in :uuids order by p.createDate, p.uuid", TagPattern.class)
                        .setParameter("uuids", uuids).getResultList();
    }

    /**
     * The text of the tag that a pattern makes with these tokens.
     *
     * @throws IngestionException INVALID_REQUEST if a token has no value, or a simple pattern is given tokens
     */
    public static String textOf(TagPattern pattern, Map<String, String> tokens) {
        if (pattern.getType().equals(PatternType.WITH_TOKEN.wireName())) {
            String text = new TokenForm(pattern.getValue()).filledWith(tokens);
            TagText.check("tokens", text);
            return text;
        }
        if (!tokens.isEmpty()) {
            throw TagText.invalid("tokens", "is given, but a simple tag pattern has none");
        }
        return pattern.getValue();
    }

    private static IngestionException missing(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND, "Could not change the tag pattern: resource[uuid:" + uuid
                + ", type:TagPatternVO] not found. Name one that exists.");
    }
}
