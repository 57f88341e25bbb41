package dev.weighbridge.verify;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;

import dev.weighbridge.api.ApiClient;

/** Asks for verifications as a caller does. */
final class Verifying {

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    private Verifying() {}

    /** Verifies a model and waits for the end. */
    static ApiClient.Reply to(ApiClient client, String modelUuid) {
        return end(client, client.post("/models/" + modelUuid + "/verify").with(202).text("/uuid"));
    }

    static ApiClient.Reply end(ApiClient client, String verification) {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> get(client, verification),
                reply -> ENDED.contains(reply.text("/state")));
    }

    static ApiClient.Reply get(ApiClient client, String verification) {
        return client.get("/verifications/" + verification).with(200);
    }
}
