package dev.weighbridge.artifact;

import org.jspecify.annotations.Nullable;

/**
 * Where a field of the inventory comes from.
 *
 * @param field the inventory's name for it, such as {@code architectureType}
 * @param value as answered, numbers in decimal
 * @param rule a sentence that lets a reader check it by hand, such as "architectures[0] of config.json"
 * @param file the path in the model that it was read from, or null when it comes from elsewhere (the request, the source, the sum of all files)
 */
public record Derivation(String field, String value, String rule, @Nullable String file) {}
