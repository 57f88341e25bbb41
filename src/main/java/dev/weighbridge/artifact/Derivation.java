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

    /** Of something that was read, and not computed. */
    public Derivation(String field, String value, String rule, @Nullable String file) {
        this(field, value, rule, file, List.of());
    }
}
