package dev.weighbridge.bulk;

import java.util.List;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A row of a bulk import, and what has become of it.
 *
 * @param position in the list, counted from 1
 * @param line where it begins in the list, counted from 1
 * @param name null if it could not be read
 * @param bytesTotal null until its files are listed
 * @param bytesToFetch null if it is not planned
 * @param problems what a plan says would fail, or is odd
 * @param failure why it failed, or why it waits
 * @param modelUuid the model that it has made; null if it has not
 */
public record BulkLine(int position, int line, @Nullable String name, LineState state, @Nullable String ingestionUuid,
        @Nullable String modelUuid, @Nullable Long bytesTotal, @Nullable Long bytesToFetch, @Nullable Long bytesStored,
        List<String> problems, @Nullable Failure failure) {}
