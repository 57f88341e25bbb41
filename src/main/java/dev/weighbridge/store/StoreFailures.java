package dev.weighbridge.store;

import java.io.IOException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/** What the operating system says, in words that tell what to do. */
final class StoreFailures {

    private StoreFailures() {}

    /** @param tried what was tried, such as "write a part to the store" */
    static IngestionException of(String tried, IOException failed) {
        String reason = reason(failed);
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return new IngestionException(FailureKind.STORE_FULL, "Could not " + tried + ": the store's disk is full. "
                    + "Free space or let the collector run, then add the model again; what is stored already is not fetched again.",
                    failed);
        }
        return new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not " + tried + ": " + reason
                + ". It is tried again; see that the store's folder is there and writable.", failed);
    }

    static IngestionException nameInUse(String blobUuid) {
        return new IngestionException(FailureKind.INTERNAL,
                "Could not start the blob " + blobUuid + ": its name is in use. It is a fault of this program.");
    }

    private static String reason(IOException failed) {
        @Nullable
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
