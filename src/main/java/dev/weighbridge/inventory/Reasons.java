package dev.weighbridge.inventory;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import org.springframework.stereotype.Component;

/** Why a model's fields are what they are, and what was found about it: the rows beside the model's own. The caller's transaction holds its lineage. */
@Component
class Reasons {

    private final EntityManager entities;

    Reasons(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Of a model that has none yet.
     *
     * @param more what was found while it was entered
     */
    void enter(String modelUuid, WeighedModel weighed, List<String> more) {
        for (int i = 0; i < weighed.derivations().size(); i++) {
            entities.persist(new ModelDerivation(modelUuid, i, weighed.derivations().get(i)));
        }
        int ordinal = 0;
        for (SafetyFinding danger : weighed.dangers()) {
            entities.persist(ModelFinding.dangerous(modelUuid, ordinal++, danger));
        }
        for (String sentence : weighed.findings()) {
            entities.persist(ModelFinding.odd(modelUuid, ordinal++, sentence));
        }
        for (String sentence : more) {
            entities.persist(ModelFinding.odd(modelUuid, ordinal++, sentence));
        }
    }

    /** The field has a value that somebody gave: {@code where} says when, and what it would be otherwise stays known. */
    void give(String modelUuid, String field, String value, String where) {
        Derivation known = of(modelUuid).stream().map(ModelDerivation::toDerivation).filter(one -> one.field().equals(field)).findFirst()
                .orElse(null);
        give(modelUuid, Derivation.given(field, value, where, known));
    }

    /** In the place of what was known of the field. */
    void give(String modelUuid, Derivation given) {
        List<ModelDerivation> rows = of(modelUuid);
        rows.stream().filter(row -> row.toDerivation().field().equals(given.field())).findFirst().ifPresentOrElse(row -> row.become(given),
                () -> entities.persist(
                        new ModelDerivation(modelUuid, rows.isEmpty() ? 0 : rows.getLast().ordinal() + 1, given)));
    }

    /**
     * Puts what was weighed anew in the place of what was weighed before. What somebody gave stays, and says what it would be now otherwise.
     *
     * @return what the model's row is to be made of
     */
    WeighedModel replace(String modelUuid, WeighedModel weighed) {
        List<ModelDerivation> before = of(modelUuid);
        WeighedModel merged = weighed.with(merged(before.stream().map(ModelDerivation::toDerivation).toList(), weighed.derivations()));
        before.forEach(entities::remove);
        entities.createQuery("select f from ModelFinding f where f.modelUuid = :uuid", ModelFinding.class).setParameter("uuid", modelUuid)
                .getResultList().forEach(entities::remove);
        entities.flush();
        enter(modelUuid, merged, List.of());
        return merged;
    }

    private static List<Derivation> merged(List<Derivation> before, List<Derivation> now) {
        List<Derivation> all = new ArrayList<>(now);
        for (Derivation given : before) {
            int at = indexOf(given.field(), all);
            if (!given.wasGiven() || (at >= 0 && all.get(at).wasGiven())) {
                continue;
            }
            if (at < 0) {
                all.add(given);
            } else {
                all.set(at, given.insteadOf(all.get(at)));
            }
        }
        return all;
    }

    private static int indexOf(String field, List<Derivation> derivations) {
        for (int i = 0; i < derivations.size(); i++) {
            if (derivations.get(i).field().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    private List<ModelDerivation> of(String modelUuid) {
        return entities.createQuery("select d from ModelDerivation d where d.modelUuid = :uuid order by d.ordinal", ModelDerivation.class)
                .setParameter("uuid", modelUuid).getResultList();
    }
}
