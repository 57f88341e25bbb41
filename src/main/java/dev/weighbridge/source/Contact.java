package dev.weighbridge.source;

import java.net.URI;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;

/** Asks a server for nothing but a sign of life: one HEAD, without credentials. */
public final class Contact {

    private static final int NOT_IMPLEMENTED = 501;

    private Contact() {}

    /**
     * Returns if the server answers. What it answers does not matter, as long as it does not say that it cannot serve: who may read what is asked with
     * the first model.
     *
     * @throws IngestionException SOURCE_UNAVAILABLE, SOURCE_NOT_ALLOWED, SOURCE_RATE_LIMITED (the server wants to be left alone, and is there)
     */
    public static void with(OutboundClient client, URI server) {
        try (OutboundResponse response = client.sendOnce(OutboundRequest.head(server))) {
            if (response.status() >= 500 && response.status() != NOT_IMPLEMENTED) {
                throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not reach " + ShownUrl.of(server)
                        + ": the server answered with the status " + response.status() + ". It is asked again later.");
            }
        }
    }
}
