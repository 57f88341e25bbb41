package dev.weighbridge.ingestion;

/**
 * One worker's turn at an ingestion.
 *
 * @param number counts the turns from 1; the latest is the fencing number, and only who holds it may write
 */
public record Attempt(String ingestionUuid, int number) {}
