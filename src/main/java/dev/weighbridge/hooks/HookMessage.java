package dev.weighbridge.hooks;

import java.net.URI;
import java.time.Instant;

import dev.weighbridge.net.OutboundRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver gets: the body that a poll would get, and in headers which job it is and how it ended, as ZStack's server sends them. The signature is
 * our addition.
 */
record HookMessage(String jobUuid, JobAnswer answer) {

    private static final String JSON = "application/json";

    /** @param secret what it is signed with, null or blank for no signature */
    OutboundRequest to(URI receiver, @Nullable String secret, Instant now) {
        OutboundRequest request = OutboundRequest.post(receiver, new OutboundRequest.Body(JSON, answer.body()))
                .withHeader("X-Job-UUID", jobUuid).withHeader("X-Job-Success", Boolean.toString(answer.success()));
        if (answer.batch() != null) {
            request = request.withHeader("X-Job-Batch", answer.batch().name());
        }
        return Signature.on(request, answer.body(), secret, now);
    }
}
