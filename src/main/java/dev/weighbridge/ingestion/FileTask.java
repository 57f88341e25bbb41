package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * A listed file of an ingestion.
 *
 * @param position counts the listing from 0
 * @param source what was listed
 * @param tries how often it was begun anew because its bytes were not what was announced
 * @param blobUuid the blob that its bytes go to, null until the first byte is near
 */
public record FileTask(int position, SourceFile source, int tries, @Nullable String blobUuid) {}
