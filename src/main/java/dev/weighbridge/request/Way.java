package dev.weighbridge.request;

import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.Priority;
import org.jspecify.annotations.Nullable;

/**
 * How a request came in, and how it takes its turn.
 *
 * @param runUuid the list or sync that it belongs to, which shares the workers with other runs as a whole; null for the account's own calls
 * @param held whether it waits until a person approves it
 */
public record Way(Origin origin, @Nullable String runUuid, Priority priority, boolean held) {

    /** By itself, in its usual turn. */
    public static Way of(Origin origin) {
        return new Way(origin, null, Priority.NORMAL, false);
    }
}
