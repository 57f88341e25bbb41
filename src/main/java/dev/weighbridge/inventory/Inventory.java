package dev.weighbridge.inventory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
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
    private static final Comparator<
            StoredFile> BY_PATH_BYTES = Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final EntityManager entities;

    private final CenterLock centers;

    private final Lineages lineages;

    private final LatestOfLineage latest;

    private final ServiceBindings services;

    private final RowQuery<Model> rows;

    private final Clock clock;

    Inventory(EntityManager entities, CenterLock centers, Versions versions, ServiceBindings services, Clock clock) {
        this.entities = entities;
        this.centers = centers;
        lineages = versions.lineages();
        latest = versions.latest();
        this.services = services;
        rows = new RowQuery<>(entities, Model.class);
        this.clock = clock;
    }

    /** What keeps the versions of a model in order. */
    @Component
    record Versions(Lineages lineages, LatestOfLineage latest) {}

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
        GivenFields given = added.given();
        Instant now = now();
        if (!centers.share(given.modelCenterUuid())) {
            throw notAdded(FailureKind.NOT_FOUND, added, "its model centre " + given.modelCenterUuid() + " does not exist (any more). "
                    + "Add it to a model centre that exists.", null);
        }
        try {
            Lineages.Held lineage = lineages.hold(given.modelCenterUuid(), lineageKey(given));
            var model = new Model(added, lineage.uuid(), now);
            var versioned = new VersionedModel(model.getUuid(), model.getVersionSemver(), model.getSourceTime(), now);
            if (lineage.isNew() || latest.isTakenBy(versioned, lineage.uuid(), now)) {
                model.becomeLatest();
            }
            persist(model, added);
            return model;
        } catch (ConstraintViolationException | DataIntegrityViolationException refusal) {
            throw refused(added, refusal);
        }
    }

    /**
     * Deletes a model with its files' rows; the bytes are the collector's. The latest of its lineage is decided again.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean delete(String uuid) {
        Optional<String> lineage = entities.createQuery("select m.lineageUuid from Model m where m.uuid = :uuid", String.class)
                .setParameter("uuid", uuid).getResultList().stream().findFirst();
        if (lineage.isEmpty() || !lineages.hold(lineage.get())) {
            return false;
        }
        int deleted = entities.createQuery("delete from Model m where m.uuid = :uuid").setParameter("uuid", uuid).executeUpdate();
        boolean headless = entities.createQuery("select m.uuid from Model m where m.latestOf = :lineage", String.class)
                .setParameter("lineage", lineage.get()).getResultList().isEmpty();
        if (headless && !latest.decide(lineage.get(), now())) {
            lineages.delete(lineage.get());
        }
        return deleted == 1;
    }

    /**
     * Deletes all models of a centre. Lock the centre first ({@code ModelCenters.hold}), so that none is added meanwhile.
     *
     * @return the uuids of the deleted models
     */
    @Transactional
    public List<String> deleteOfCenter(String centerUuid) {
        lineages.holdAllOf(centerUuid);
        List<String> uuids = entities.createQuery("select m.uuid from Model m where m.modelCenterUuid = :center", String.class)
                .setParameter("center", centerUuid).getResultList();
        entities.createQuery("delete from Model m where m.modelCenterUuid = :center").setParameter("center", centerUuid).executeUpdate();
        lineages.deleteAllOf(centerUuid);
        return uuids;
    }

    @Transactional(readOnly = true)
    public Optional<Model> find(String uuid) {
        return Optional.ofNullable(entities.find(Model.class, uuid));
    }

    /** The artifacts' sizes of all models of an account together. */
    @Transactional(readOnly = true)
    public long bytesOf(String accountUuid) {
        return entities.createQuery("select coalesce(sum(m.artifactSizeBytes), 0) from Model m where m.accountUuid = :account", Long.class)
                .setParameter("account", accountUuid).getSingleResult();
    }

    /** The model's files, sorted by the bytes of their paths; empty if there is no such model. */
    @Transactional(readOnly = true)
    public List<StoredFile> files(String uuid) {
        return entities.createQuery("select f from ModelFile f where f.modelUuid = :uuid", ModelFile.class).setParameter("uuid", uuid)
                .getResultList().stream().map(ModelFile::toStoredFile).sorted(BY_PATH_BYTES).toList();
    }

    /** Where the model's derived fields come from, in the order in which they were entered; empty if there is no such model. */
    @Transactional(readOnly = true)
    public List<Derivation> derivations(String uuid) {
        return entities.createQuery("select d from ModelDerivation d where d.modelUuid = :uuid order by d.ordinal", ModelDerivation.class)
                .setParameter("uuid", uuid).getResultList().stream().map(ModelDerivation::toDerivation).toList();
    }

    /** What was found about the model when it came in, dangers first; empty if there is no such model. */
    @Transactional(readOnly = true)
    public List<Found> findings(String uuid) {
        return entities.createQuery("select f from ModelFinding f where f.modelUuid = :uuid order by f.ordinal", ModelFinding.class)
                .setParameter("uuid", uuid).getResultList().stream().map(ModelFinding::toFound).toList();
    }

    /** Those that {@code where} allows, in the order of {@code sort}, from the {@code start}th (counted from 0), at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<Model> query(Specification<Model> where, Sort sort, int start, int limit) {
        return rows.find(where, sort, start, limit);
    }

    /** How many {@code where} allows. */
    @Transactional(readOnly = true)
    public long count(Specification<Model> where) {
        return rows.count(where);
    }

    private void persist(Model model, NewModel added) {
        entities.persist(model);
        added.files().forEach(file -> entities.persist(new ModelFile(model.getUuid(), file)));
        WeighedModel weighed = added.weighed();
        for (int i = 0; i < weighed.derivations().size(); i++) {
            entities.persist(new ModelDerivation(model.getUuid(), i, weighed.derivations().get(i)));
        }
        int ordinal = 0;
        for (SafetyFinding danger : weighed.dangers()) {
            entities.persist(ModelFinding.dangerous(model.getUuid(), ordinal++, danger));
        }
        for (String sentence : weighed.findings()) {
            entities.persist(ModelFinding.odd(model.getUuid(), ordinal++, sentence));
        }
        for (String gone : services.bindNamed(model.getUuid(), model.getRequestedLinks())) {
            entities.persist(ModelFinding.odd(model.getUuid(), ordinal++, "The model service " + gone
                    + ", which the request named, was deleted before the model was entered. Bind the model to another one."));
        }
        entities.flush();
    }

    private static String lineageKey(GivenFields given) {
        String modelId = given.modelId();
        return modelId == null || modelId.isBlank() ? given.name() : modelId;
    }

    /** What a column keeps, so that the row and the returned model agree. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static IngestionException refused(NewModel added, RuntimeException refusal) {
        return switch (ViolatedConstraint.of(refusal)) {
            case UNIQUE -> notAdded(FailureKind.CONFLICT, added, "its uuid, or the path of one of its files, is there already. "
                    + "Add it again without resourceUuid.", refusal);
            case REFERENCE -> notAdded(FailureKind.NOT_FOUND, added,
                    "the account " + added.accountUuid() + " that owns it does not exist (any more). "
                            + "Add it with an account that exists.",
                    refusal);
            case OTHER -> notAdded(FailureKind.INTERNAL, added, "the database refused it. See the node's log.", refusal);
        };
    }

    private static IngestionException notAdded(FailureKind kind, NewModel added, String why, @Nullable Throwable cause) {
        return new IngestionException(kind,
                "Could not enter the model '" + added.given().name() + "' (" + added.uuid() + ") in the inventory: " + why,
                cause);
    }
}
