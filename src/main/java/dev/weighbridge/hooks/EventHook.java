package dev.weighbridge.hooks;

import java.time.Instant;
import java.util.Set;

import dev.weighbridge.ingestion.EventType;

/**
 * A place that is told of events.
 *
 * @param accountUuid whose it is
 * @param origin scheme and host of its URL; the rest may be a secret and is not told
 * @param everybody whether it is told of everybody's events, and not of its account's only
 * @param signed whether its calls are signed with a secret of its own
 */
public record EventHook(String uuid, String accountUuid, String name, String origin, Set<EventType> types, boolean everybody,
        boolean enabled,
        boolean signed, Instant createdAt, Instant changedAt) {}
