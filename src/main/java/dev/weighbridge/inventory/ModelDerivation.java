package dev.weighbridge.inventory;

import java.io.Serializable;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where one field of a committed model comes from. */
@Entity
@IdClass(ModelDerivation.Key.class)
class ModelDerivation {

    record Key(String modelUuid, int ordinal) implements Serializable {}

    private static final int LONGEST_RULE = 2048;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<List<Derivation>> INPUTS = new TypeReference<>() {};

    @Id
    private String modelUuid;

    @Id
    private int ordinal;

    private String field;

    private String fieldValue;

    private String rule;

    private @Nullable String file;

    private @Nullable String inputs;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelDerivation() {}

    ModelDerivation(String modelUuid, int ordinal, Derivation derivation) {
        this.modelUuid = modelUuid;
        this.ordinal = ordinal;
        become(derivation);
    }

    int ordinal() {
        return ordinal;
    }

    /** Another reason for the field, perhaps with another value. */
    final void become(Derivation derivation) {
        field = derivation.field();
        fieldValue = derivation.value();
        rule = derivation.rule().length() <= LONGEST_RULE ? derivation.rule() : derivation.rule().substring(0, LONGEST_RULE - 1) + "…";
        file = derivation.file();
        inputs = derivation.inputs().isEmpty() ? null : JSON.writeValueAsString(derivation.inputs());
    }

    Derivation toDerivation() {
        return new Derivation(field, fieldValue, rule, file, inputs == null ? List.of() : JSON.readValue(inputs, INPUTS));
    }
}
