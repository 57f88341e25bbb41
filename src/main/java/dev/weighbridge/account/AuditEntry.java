package dev.weighbridge.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param happenedAt when the call came in
 * @param accountUuid who called, null if nobody was known; so are the user and the access key
 * @param address the client's, as the connection shows it
 * @param api the method and the path, with placeholders where the call has its values
 * @param resource which resource of the path it was, or what the call made; for a login the name that was given
 * @param error the code that the caller was answered with, null if it went well
 */
public record AuditEntry(Instant happenedAt, @Nullable String accountUuid, @Nullable String userUuid, @Nullable String keyUuid,
        String address, String api, @Nullable String resource, Outcome outcome, @Nullable String error) {

    /** What became of a call. */
    public enum Outcome {
        /** It is being carried out; if this stays, the node died meanwhile. */
        STARTED,
        SUCCEEDED,
        /** It was taken in, and its work goes on as an ingestion. */
        ACCEPTED,
        FAILED
    }
}
