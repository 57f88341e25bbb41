package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** Why an ingestion failed, or why it waits: the kind for programs, the sentence for people. */
public record Failure(FailureKind kind, String message) {

    private static final int LONGEST = 4000;

    /** Cuts the sentence to what its column holds. */
    public Failure {
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    }

    public static Failure of(IngestionException failed) {
        return new Failure(failed.kind(), failed.getMessage());
    }
}
