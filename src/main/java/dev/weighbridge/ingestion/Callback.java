package dev.weighbridge.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * A call that a job's caller still waits for.
 *
 * @param url where, as {@link Callbacks#sealed} made it
 * @param tries how often it was tried in vain
 * @param accountUuid who waits, null when nobody was logged in
 */
public record Callback(String url, int tries, @Nullable String accountUuid) {}
