package dev.weighbridge.hooks;

import java.net.URI;
import java.util.Set;

import dev.weighbridge.ingestion.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an event hook.
 *
 * @param url http or https; null to keep the one that is there
 * @param secret what its calls are signed with; null to keep what is there, empty for none
 * @param everybody whether it is told of everybody's events, and not of its account's only
 */
public record NewEventHook(String name, @Nullable URI url, @Nullable String secret, Set<EventType> types, boolean everybody,
        boolean enabled) {

    public NewEventHook {
        types = Set.copyOf(types);
    }

    /** Shows neither URL nor secret. */
    @Override
    public String toString() {
        return "NewEventHook[" + name + ", " + types + "]";
    }
}
