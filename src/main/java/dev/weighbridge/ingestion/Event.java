package dev.weighbridge.ingestion;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened.
 *
 * @param accountUuid whose
 * @param subject the uuid of what it happened to
 * @param data what there is to say of it, in words, numbers and maps of them; no secrets, and nothing that a call of the API would not show its owner
 */
public record Event(EventType type, String accountUuid, String subject, Map<String, @Nullable Object> data) {}
