package dev.weighbridge.hooks;

import java.time.Clock;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls event hooks, once. For many threads. */
@Component
public final class EventCalls {

    private final HookSecrets secrets;

    private final Receivers receivers;

    private final WebHookProperties properties;

    private final Clock clock;

    EventCalls(HookSecrets secrets, Receivers receivers, WebHookProperties properties, Clock clock) {
        this.secrets = secrets;
        this.receivers = receivers;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What came of a test call.
     *
     * @param flaw why it was in vain; null if the receiver has taken it
     */
    public record Tried(boolean taken, @Nullable String flaw) {}

    /**
     * Sends an event of the type {@code hook.tested} now, and not again.
     *
     * @throws IngestionException NOT_FOUND; INTERNAL if the hook was kept under another key
     */
    public Tried test(String hookUuid) {
        try {
            String flaw = send(hookUuid, CloudEvent.test(hookUuid, properties.source(), clock.instant()).body()).flaw();
            return new Tried(flaw == null, flaw);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            return new Tried(false, "the node shuts down");
        }
    }

    /** @throws IngestionException NOT_FOUND; INTERNAL if the hook was kept under another key */
    Receivers.Result send(String hookUuid, String body) throws InterruptedException {
        HookSecrets.Address address = secrets.of(hookUuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not call the event hook: there is none with this uuid. Check it."));
        OutboundRequest request = OutboundRequest.post(address.url(), new OutboundRequest.Body(CloudEvent.CONTENT_TYPE, body));
        return receivers.send(Signature.on(request, body, address.secret(), clock.instant()));
    }
}
