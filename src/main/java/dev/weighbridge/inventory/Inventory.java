package dev.weighbridge.inventory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inventory.tag.GivenTags;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.version.VersionedModel;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The committed models, and the only writer of their tables. For many threads. A model, its files and where its fields come from appear together, and
 * in the same moment exactly one model of its lineage is latest. What changes a lineage holds its row's lock until the transaction ends, so those
 * transactions should be short.
 */
@Service
public class Inventory {

    /** As {@code sort} by the bytes does, whatever the database's collation. */
    static final Comparator<
            StoredFile> BY_PATH_BYTES = Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** ZStack's classes of models are words; what is longer is none. */
    static final int NAME_OF_A_CLASS = 255;

    private final EntityManager entities;

    private final CenterLock centers;

    private final Lineages lineages;

    private final LatestOfLineage latest;

    private final Reasons reasons;

    private final Links links;

    Inventory(EntityManager entities, Order order, Reasons reasons, Links links) {
        this.entities = entities;
        centers = order.centers();
        lineages = order.lineages();
        latest = order.latest();
        this.reasons = reasons;
        this.links = links;
    }

    /** What keeps many threads in order: the locks in the order in which they are taken, and who is latest under them. */
    @Component
    record Order(CenterLock centers, Lineages lineages, LatestOfLineage latest) {}

    /** What a model hangs together with. */
    @Component
    record Links(Tags tags, ServiceBindings services) {}

    /**
     * Enters a model, in the caller's transaction, and sends all statements, so that only the commit can still fail. It is bound to the services that its
     * request named; one that was deleted since is a finding, because nobody wants to import a model again for that.
     *
     * @return the model, with its latest flag decided
     * @throws IngestionException CONFLICT if there is a model with this uuid; NOT_FOUND if the model centre or the account is not there. The caller's
     *     transaction can only roll back then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Model add(NewModel added) {
        return enter(added, model -> {});
    }

    /**
     * As {@link #add}, of a model that was in the inventory before and was lost with it.
     *
     * @param times when it was added and last changed
     * @param classes as {@link Model#getModelClassifications} had them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Model addAgain(NewModel added, Times times, @Nullable List<String> classes) {
        return enter(added, model -> model.comeBack(times, classes));
    }

    private Model enter(NewModel added, Consumer<Model> more) {
        GivenFields given = added.given();
        Instant now = latest.now();
        if (!centers.share(given.modelCenterUuid())) {
            throw refused(added).noCenter(given.modelCenterUuid());
        }
        try {
            Lineages.Held lineage = lineages.hold(given.modelCenterUuid(), Lineages.key(given.modelId(), given.name()));
            var model = new Model(added, lineage.uuid(), now);
            more.accept(model);
            var versioned = new VersionedModel(model.getUuid(), model.getVersionSemver(), model.getSourceTime(), model.getCreateDate());
            if (lineage.isNew() || latest.isTakenBy(versioned, lineage.uuid(), now)) {
                model.becomeLatest();
            }
            persist(model, added);
            return model;
        } catch (ConstraintViolationException | DataIntegrityViolationException refusal) {
            throw refused(added).by(refusal);
        }
    }

    /**
     * Deletes a model with its files' rows; the bytes are the collector's. The latest of its lineage is decided again.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean delete(String uuid) {
        Optional<String> lineage = lineages.holdOf(uuid);
        if (lineage.isEmpty()) {
            return false;
        }
        int deleted = entities.createQuery("delete from Model m where m.uuid = :uuid").setParameter("uuid", uuid).executeUpdate();
        links.tags().deleteOf(List.of(uuid));
        boolean headless = entities.createQuery("select m.uuid from Model m where m.latestOf = :lineage", String.class)
                .setParameter("lineage", lineage.get()).getResultList().isEmpty();
        if (headless && !latest.decide(lineage.get(), latest.now())) {
            lineages.delete(lineage.get());
        }
        return deleted == 1;
    }

    /**
     * Deletes all models of a centre, and their tags and the centre's own. Lock the centre first ({@code ModelCenters.hold}), so that none is added meanwhile.
     *
     * @return the uuids of the deleted models
     */
    @Transactional
    public List<String> deleteOfCenter(String centerUuid) {
        lineages.holdAllOf(centerUuid);
        List<String> uuids = entities.createQuery("select m.uuid from Model m where m.modelCenterUuid = :center", String.class)
                .setParameter("center", centerUuid).getResultList();
        entities.createQuery("delete from Model m where m.modelCenterUuid = :center").setParameter("center", centerUuid).executeUpdate();
        links.tags().deleteOf(uuids);
        links.tags().deleteOf(List.of(centerUuid));
        lineages.deleteAllOf(centerUuid);
        return uuids;
    }

    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Model> find(String uuid) {
        return Optional.ofNullable(entities.find(Model.class, uuid));
    }

    /** The artifacts' sizes of all models and datasets of an account together. */
    @Transactional(readOnly = true)
    public long bytesOf(String accountUuid) {
        return sum("select coalesce(sum(m.artifactSizeBytes), 0) from Model m where m.accountUuid = :account", accountUuid)
                + sum("select coalesce(sum(d.size), 0) from Dataset d where d.accountUuid = :account", accountUuid);
    }

    private long sum(String query, String accountUuid) {
        return entities.createQuery(query, Long.class).setParameter("account", accountUuid).getSingleResult();
    }

    /** How many models an account has. */
    @Transactional(readOnly = true)
    public long countOf(String accountUuid) {
        return count((model, query, sql) -> sql.equal(model.get("accountUuid"), accountUuid));
    }

    /** The model's files, sorted by the bytes of their paths; empty if there is no such model. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<StoredFile> files(String uuid) {
        return entities.createQuery("select f from ModelFile f where f.modelUuid = :uuid", ModelFile.class).setParameter("uuid", uuid)
                .getResultList().stream().map(ModelFile::toStoredFile).sorted(BY_PATH_BYTES).toList();
    }

    /** Where the model's derived fields come from, in the order in which they were entered; empty if there is no such model. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Derivation> derivations(String uuid) {
        return entities.createQuery("select d from ModelDerivation d where d.modelUuid = :uuid order by d.ordinal", ModelDerivation.class)
                .setParameter("uuid", uuid).getResultList().stream().map(ModelDerivation::toDerivation).toList();
    }

    /** What was found about the model when it came in, dangers first; empty if there is no such model. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public List<Found> findings(String uuid) {
        return entities.createQuery("select f from ModelFinding f where f.modelUuid = :uuid order by f.ordinal", ModelFinding.class)
                .setParameter("uuid", uuid).getResultList().stream().map(ModelFinding::toFound).toList();
    }

    /** Those that {@code where} allows, in the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<Model> query(Specification<Model> where, Sort sort, int start, int limit) {
        return new SpecifiedRows<>(entities, Model.class).find(where, sort, start, limit);
    }

    /** How many {@code where} allows. */
    @Transactional(readOnly = true)
    public long count(Specification<Model> where) {
        return new SpecifiedRows<>(entities, Model.class).count(where);
    }

    private void persist(Model model, NewModel added) {
        entities.persist(model);
        added.files().forEach(file -> entities.persist(new ModelFile(model.getUuid(), file)));
        reasons.enter(model.getUuid(), added.weighed(), link(model, added));
        entities.flush();
    }

    /** Returns a sentence for each of what the request named and what is there no more: nobody wants to import a model again for that. */
    private List<String> link(Model model, NewModel added) {
        List<String> missing = new ArrayList<>();
        for (String pattern : links.tags().enter(tagged(model), tags(added.given()), added.weighed().text("systemTag", NAME_OF_A_CLASS))) {
            missing.add("The tag pattern " + pattern + " was deleted before the model came in; it has no tag of it.");
        }
        for (String service : links.services().bindNamed(model.getUuid(), model.getRequestedLinks())) {
            missing.add("The model service " + service
                    + ", which the request named, was deleted before the model was entered. Bind the model to another one.");
        }
        return missing;
    }

    private static TaggedResource tagged(Model model) {
        return new TaggedResource(model.getUuid(), TaggedResource.MODEL, model.getAccountUuid());
    }

    private static GivenTags tags(GivenFields given) {
        return GivenTags.of(given.systemTags(), given.userTags(), given.tagUuids());
    }

    private static Refused refused(NewModel added) {
        return new Refused(ArtifactKind.MODEL.named(added.given().name()) + " (" + added.uuid() + ")", added.accountUuid());
    }
}
