package dev.weighbridge.inventory;

import java.io.Serializable;
import java.util.regex.Pattern;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import org.jspecify.annotations.Nullable;

/** Something odd, or dangerous, about a committed model. */
@Entity
@IdClass(ModelFinding.Key.class)
class ModelFinding {

    record Key(String modelUuid, int ordinal) implements Serializable {}

    private static final int LONGEST = 4096;

    /** Among them NUL, which no database keeps. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    @Id
    private String modelUuid;

    @Id
    private int ordinal;

    private @Nullable String danger;

    private @Nullable String file;

    private String sentence;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelFinding() {}

    private ModelFinding(String modelUuid, int ordinal, String sentence) {
        this.modelUuid = modelUuid;
        this.ordinal = ordinal;
        String shown = CONTROL.matcher(sentence).replaceAll("?");
        this.sentence = shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…";
    }

    static ModelFinding odd(String modelUuid, int ordinal, String sentence) {
        return new ModelFinding(modelUuid, ordinal, sentence);
    }

    static ModelFinding dangerous(String modelUuid, int ordinal, SafetyFinding danger) {
        var finding = new ModelFinding(modelUuid, ordinal, danger.sentence());
        finding.danger = danger.kind().name();
        finding.file = danger.file();
        return finding;
    }

    Found toFound() {
        return new Found(danger == null ? null : SafetyKind.valueOf(danger), file, sentence);
    }
}
