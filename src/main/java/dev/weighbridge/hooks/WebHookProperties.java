package dev.weighbridge.hooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where web hooks may lead, and how they are signed.
 *
 * @param allowedNetworks host names, addresses and CIDR blocks that they may reach although they are loopback, link-local or private
 * @param secret what their bodies are signed with, shared with the receivers; null or blank for no signature
 * @param timeout how long one call may take
 * @param source what events name as where they come from, a reference to a URI; a receiver of several installations tells them apart by it
 */
@ConfigurationProperties("weighbridge.webhooks")
record WebHookProperties(@DefaultValue List<String> allowedNetworks, @Nullable String secret, @DefaultValue("10s") Duration timeout,
        @DefaultValue("/weighbridge") String source) {

    static final String NETWORKS = "weighbridge.webhooks.allowed-networks";

    WebHookProperties {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("Could not read weighbridge.webhooks.timeout: it must be greater than zero.");
        }
        if (URI.create(source).toString().isBlank()) {
            throw new IllegalArgumentException("Could not read weighbridge.webhooks.source: it must be a reference to a URI.");
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "WebHookProperties[" + allowedNetworks + ", " + timeout + "]";
    }
}
