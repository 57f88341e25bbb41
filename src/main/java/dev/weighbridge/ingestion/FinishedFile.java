package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.StoredFile;

/**
 * A file whose bytes are in the store for good.
 *
 * @param moved whether they came over the wire now; false when the store had them already
 */
public record FinishedFile(int position, StoredFile stored, boolean moved) {}
