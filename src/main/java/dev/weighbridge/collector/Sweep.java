package dev.weighbridge.collector;

/**
 * What a sweep removed, or would remove.
 *
 * @param blobs that nothing referred to, with their objects
 * @param objects that no row knew
 * @param unknownManifests how many manifests in the store are of what the inventory does not know; what they name is left. Looked for only if there is
 *     something to remove
 */
public record Sweep(int blobs, int objects, int unknownManifests) {}
