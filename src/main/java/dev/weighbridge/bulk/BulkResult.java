package dev.weighbridge.bulk;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row when the list was gone through.
 *
 * @param ingestionUuid the ingestion that brings it in, or null
 * @param failure why it was not accepted, or null; when both are null, the inventory has it already
 */
public record BulkResult(String name, @Nullable String ingestionUuid, @Nullable Failure failure) {

    public boolean wasThere() {
        return ingestionUuid == null && failure == null;
    }
}
