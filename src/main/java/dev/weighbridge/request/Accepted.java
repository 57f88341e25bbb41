package dev.weighbridge.request;

/**
 * A request that will be carried out.
 *
 * @param joined whether an equal request was open already, and this one shares its ingestion
 */
public record Accepted(String ingestionUuid, boolean joined) {}
