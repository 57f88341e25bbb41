package dev.weighbridge.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import dev.weighbridge.version.Latest;
import dev.weighbridge.version.VersionedModel;
import org.springframework.stereotype.Component;

/** Keeps the latest flag of a lineage whose row the caller has locked. */
@Component
class LatestOfLineage {

    private static final String VERSIONED = "select new dev.weighbridge.version.VersionedModel(m.uuid, m.versionSemver, m.sourceTime, m.createDate) from Model m ";

    private final EntityManager entities;

    private final Clock clock;

    LatestOfLineage(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The time of a change, as a column keeps it, so that a row and the returned model agree. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Whether a newcomer is the latest; the one that it takes the place of gives the flag up at once. Only these two are compared: the latest of a
     * lineage is the greatest in a total order, so nobody else can have become it.
     */
    boolean isTakenBy(VersionedModel newcomer, String lineageUuid, Instant now) {
        Optional<VersionedModel> latest = entities.createQuery(VERSIONED + "where m.latestOf = :lineage", VersionedModel.class)
                .setParameter("lineage", lineageUuid).getResultList().stream().findFirst();
        if (latest.isEmpty()) {
            return true;
        }
        boolean taken = Latest.of(List.of(latest.get(), newcomer)).filter(newcomer::equals).isPresent();
        if (taken) {
            entities.createQuery(
                    "update Model m set m.latestOf = null, m.isLatestVersion = false, m.lastOpDate = :now where m.uuid = :uuid")
                    .setParameter("now", now).setParameter("uuid", latest.get().uuid()).executeUpdate();
        }
        return taken;
    }

    /** Gives the flag to the one that it belongs to, whoever has it. False if the lineage is empty. */
    boolean decide(String lineageUuid, Instant now) {
        Optional<VersionedModel> latest = Latest.of(entities.createQuery(VERSIONED + "where m.lineageUuid = :lineage", VersionedModel.class)
                .setParameter("lineage", lineageUuid).getResultList());
        latest.ifPresent(model -> {
            entities.createQuery("update Model m set m.latestOf = null, m.isLatestVersion = false, m.lastOpDate = :now "
                    + "where m.latestOf = :lineage and m.uuid <> :uuid").setParameter("now", now).setParameter("lineage", lineageUuid)
                    .setParameter("uuid", model.uuid()).executeUpdate();
            entities.createQuery("update Model m set m.latestOf = m.lineageUuid, m.isLatestVersion = true, m.lastOpDate = :now "
                    + "where m.uuid = :uuid and m.latestOf is null").setParameter("now", now).setParameter("uuid", model.uuid())
                    .executeUpdate();
        });
        return latest.isPresent();
    }
}
