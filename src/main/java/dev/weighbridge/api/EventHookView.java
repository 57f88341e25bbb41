package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.hooks.EventHook;
import dev.weighbridge.ingestion.EventType;

/**
 * An event hook as this door shows it.
 *
 * @param url scheme and host only: the rest may be a secret
 * @param signed whether it has a secret, which is never shown
 */
record EventHookView(String uuid, String accountUuid, String name, String url, List<String> types, boolean everybody, boolean enabled,
        boolean signed, Instant createdAt, Instant changedAt) {

    static EventHookView of(EventHook one) {
        return new EventHookView(one.uuid(), one.accountUuid(), one.name(), one.origin(),
                one.types().stream().map(EventType::text).sorted().toList(), one.everybody(), one.enabled(), one.signed(), one.createdAt(),
                one.changedAt());
    }
}
