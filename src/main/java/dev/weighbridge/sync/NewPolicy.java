package dev.weighbridge.sync;

/**
 * A policy that was checked and is to be kept.
 *
 * @param modelCenterUuid of which centre
 */
public record NewPolicy(String name, String modelCenterUuid, boolean enabled, SyncRules rules) {}
