package dev.weighbridge.ingestion;

/** Which of the ways in an ingestion came. */
public enum Origin {
    API, BULK, SYNC
}
