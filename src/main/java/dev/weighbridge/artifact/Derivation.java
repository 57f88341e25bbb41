package dev.weighbridge.artifact;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a field of the inventory comes from, or a number that a field was computed from.
 *
 * @param field the inventory's name for it, such as {@code architectureType}; of an input the name that the rule uses, such as {@code kvCache}
 * @param value as answered, numbers in decimal
 * @param rule a sentence that lets a reader check it by hand, such as "architectures[0] of config.json"
 * @param file the path in the model that it was read from, or null when it comes from elsewhere (the request, the source, the sum of all files)
 * @param inputs the numbers that the rule speaks of, in its order; empty for what was read and not computed
 */
public record Derivation(String field, String value, String rule, @Nullable String file, List<Derivation> inputs) {

    public Derivation {
        inputs = List.copyOf(inputs);
    }

    /** How the rule of what somebody gave begins. */
    private static final String GIVEN = "given in ";

    private static final String OTHERWISE = "; else it would be ";

    private static final int SHOWN = 60;

    /**
     * Of a field whose value somebody gave, which goes before what was derived.
     *
     * @param where {@code the request}, {@code an update}
     * @param otherwise what was derived, or given before; null for nothing
     */
    public static Derivation given(String field, String value, String where, @Nullable Derivation otherwise) {
        return new Derivation(field, value, GIVEN + where + (otherwise == null ? "" : otherwise.asOtherwise()), null);
    }

    /** Whether somebody gave it, so that what is derived later does not take its place. */
    public boolean wasGiven() {
        return rule.startsWith(GIVEN);
    }

    /** This value, which somebody gave, in the place of what is derived now. */
    public Derivation insteadOf(Derivation derived) {
        int end = rule.indexOf(OTHERWISE);
        return new Derivation(field, value, (end < 0 ? rule : rule.substring(0, end)) + derived.asOtherwise(), null);
    }

    private String asOtherwise() {
        if (wasGiven()) {
            int at = rule.indexOf(OTHERWISE);
            return at < 0 ? "" : rule.substring(at);
        }
        String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return OTHERWISE + "'" + shown.replaceAll("\\p{Cntrl}", " ") + "' (" + rule + ")";
    }

    /** Of something that was read, and not computed. */
    public Derivation(String field, String value, String rule, @Nullable String file) {
        this(field, value, rule, file, List.of());
    }
}
