package dev.weighbridge.ingestion;

/**
 * Where an ingestion stands in the queue.
 *
 * @param share whose turns it takes: its run's, or its account's
 * @param lane the name of the lane that its work waits in
 * @param subject what its work is entered as: void is every earlier one
 * @param begun whether a worker has had it
 */
public record Standing(String share, Priority priority, IngestionState state, String lane, String subject, boolean begun) {}
