package dev.weighbridge.collector;

/**
 * What a sweep removed, or would remove.
 *
 * @param blobs that nothing referred to, with their objects
 * @param objects that no row knew
 */
public record Sweep(int blobs, int objects) {}
