package dev.weighbridge.request;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the caller wants to hear of the end.
 *
 * @param jobUuid what it will poll
 * @param timeout how long it is willing to wait, null for the longest
 * @param webHook where it wants to be called, null for nowhere
 */
public record ApiCall(String jobUuid, @Nullable Duration timeout, @Nullable String webHook) {}
