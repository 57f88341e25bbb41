package dev.weighbridge.inventory;

import dev.weighbridge.artifact.SafetyKind;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a model when it came in.
 *
 * @param danger in which way it may harm who loads the model; null for what is merely odd
 * @param file the path in the model of what is dangerous
 */
public record Found(@Nullable SafetyKind danger, @Nullable String file, String sentence) {}
