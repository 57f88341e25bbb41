package dev.weighbridge.console;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * A field of a model, and why it is what it is.
 *
 * @param value in words; null for nothing
 * @param basis null for what nobody gave and nothing says anything about
 */
record ModelField(String name, @Nullable String value, @Nullable Derivation basis) {}
