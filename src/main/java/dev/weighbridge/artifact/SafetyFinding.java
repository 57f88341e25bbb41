package dev.weighbridge.artifact;

/**
 * Something in a model's files that may harm who loads it.
 *
 * @param file its path in the model
 * @param sentence what was found and where in the file, without what happens because of it
 */
public record SafetyFinding(SafetyKind kind, String file, String sentence) {}
