package dev.weighbridge.hooks;

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
 */
@ConfigurationProperties("weighbridge.webhooks")
record WebHookProperties(@DefaultValue List<String> allowedNetworks, @Nullable String secret, @DefaultValue("10s") Duration timeout) {

    static final String NETWORKS = "weighbridge.webhooks.allowed-networks";

    WebHookProperties {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("Could not read weighbridge.webhooks.timeout: it must be greater than zero.");
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "WebHookProperties[" + allowedNetworks + ", " + timeout + "]";
    }
}
