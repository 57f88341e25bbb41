package dev.weighbridge.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The committed datasets, and the only writer of their tables. For many threads. A dataset, its files and what was found of it appear together. */
@Service
public class Datasets {

    private final EntityManager entities;

    private final CenterLock centers;

    private final Clock clock;

    Datasets(EntityManager entities, CenterLock centers, Clock clock) {
        this.entities = entities;
        this.centers = centers;
        this.clock = clock;
    }

    /**
     * Enters a dataset, in the caller's transaction, and sends all statements, so that only the commit can still fail.
     *
     * @throws IngestionException CONFLICT if there is a dataset or model with this uuid; NOT_FOUND if the model centre or the account is not there. The
     *     caller's transaction can only roll back then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Dataset add(NewDataset added) {
        Instant now = now();
        return addAgain(added, new Times(now, now));
    }

    /** As {@link #add}, of a dataset that was in the inventory before and was lost with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Dataset addAgain(NewDataset added, Times times) {
        var refused = new Refused(ArtifactKind.DATASET.named(added.given().name()) + " (" + added.uuid() + ")", added.accountUuid());
        String center = added.given().modelCenterUuid();
        if (!centers.share(center)) {
            throw refused.noCenter(center);
        }
        // One manifest in the store has one uuid.
        if (entities.find(Model.class, added.uuid()) != null) {
            throw refused.uuidIsUsed();
        }
        try {
            var dataset = new Dataset(added, times);
            entities.persist(dataset);
            added.files().forEach(file -> entities.persist(new DatasetFile(dataset.getUuid(), file)));
            entities.persist(new DatasetReport(dataset.getUuid(), added.weighed()));
            entities.flush();
            return dataset;
        } catch (ConstraintViolationException | DataIntegrityViolationException refusal) {
            throw refused.by(refusal);
        }
    }

    /**
     * Changes what a person said of a dataset.
     *
     * @param name at most 255 characters; null leaves it
     * @param description at most 2048 characters; null leaves it
     * @throws IngestionException NOT_FOUND; INVALID_REQUEST if a text is too long
     */
    @Transactional
    public Dataset change(String uuid, @Nullable String name, @Nullable String description) {
        check("name", name, 255);
        check("description", description, 2048);
        Dataset dataset = entities.find(Dataset.class, uuid, LockModeType.PESSIMISTIC_WRITE);
        if (dataset == null) {
            throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not change the dataset " + uuid + ": there is none with this uuid. Check it.");
        }
        if (name != null || description != null) {
            dataset.change(name, description, now());
            entities.flush();
        }
        return dataset;
    }

    /**
     * Deletes a dataset with its files' rows; the bytes are the collector's.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean delete(String uuid) {
        return entities.createQuery("delete from Dataset d where d.uuid = :uuid").setParameter("uuid", uuid).executeUpdate() == 1;
    }

    /**
     * Deletes all datasets of a centre. Lock the centre first ({@code ModelCenters.hold}), so that none is added meanwhile.
     *
     * @return the uuids of the deleted datasets
     */
    @Transactional
    public List<String> deleteOfCenter(String centerUuid) {
        List<String> uuids = entities
                .createQuery("select d.uuid from Dataset d where d.modelCenterUuid = :center order by d.uuid", String.class)
                .setParameter("center", centerUuid).getResultList();
        entities.createQuery("delete from Dataset d where d.modelCenterUuid = :center").setParameter("center", centerUuid).executeUpdate();
        return uuids;
    }

    @Transactional(readOnly = true)
    public Optional<Dataset> find(String uuid) {
        return Optional.ofNullable(entities.find(Dataset.class, uuid));
    }

    /** The dataset's files, sorted by the bytes of their paths; empty if there is no such dataset. */
    @Transactional(readOnly = true)
    public List<StoredFile> files(String uuid) {
        return entities.createQuery("select f from DatasetFile f where f.datasetUuid = :uuid", DatasetFile.class).setParameter("uuid", uuid)
                .getResultList().stream().map(DatasetFile::toStoredFile).sorted(Inventory.BY_PATH_BYTES).toList();
    }

    /** Where the dataset's fields come from; empty if there is no such dataset. */
    @Transactional(readOnly = true)
    public List<Derivation> derivations(String uuid) {
        DatasetReport report = entities.find(DatasetReport.class, uuid);
        return report == null ? List.of() : report.derivations();
    }

    /** What was found about the dataset when it came in, dangers first; empty if there is no such dataset. */
    @Transactional(readOnly = true)
    public List<Found> findings(String uuid) {
        DatasetReport report = entities.find(DatasetReport.class, uuid);
        return report == null ? List.of() : report.found();
    }

    /** The sizes of the datasets of each of these centres together, in bytes; a centre without datasets is not in it. */
    @Transactional(readOnly = true)
    public Map<String, Long> bytesByCenter(List<String> centers) {
        Map<String, Long> bytes = new HashMap<>();
        entities.createQuery(
                "select d.modelCenterUuid, sum(d.size) from Dataset d where d.modelCenterUuid in :centers group by d.modelCenterUuid",
                Object[].class).setParameter("centers", centers).getResultList().forEach(row -> bytes.put((String) row[0], (Long) row[1]));
        return bytes;
    }

    private static void check(String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not change the dataset: field[" + field + "] has " + text.length()
                            + " characters, where at most " + longest + " are allowed. Correct it and send it again.");
        }
    }

    /** What a column keeps, so that the row and the returned dataset agree. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
