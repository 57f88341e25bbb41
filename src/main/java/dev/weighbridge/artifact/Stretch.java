package dev.weighbridge.artifact;

/**
 * Which stretch of a list is wanted.
 *
 * @param limit how many items at most
 * @param start how many to pass over
 */
public record Stretch(int limit, int start) {}
