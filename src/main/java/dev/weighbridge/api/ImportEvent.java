package dev.weighbridge.api;

/**
 * An import has moved.
 *
 * @param isState whether its state, step, attempt or failure is another; otherwise only its bytes are
 * @param accountUuid whose it is
 * @param now as it stands
 */
public record ImportEvent(boolean isState, String accountUuid, IngestionView now) {}
