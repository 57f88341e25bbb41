package dev.weighbridge.net;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient and how greedy outgoing HTTP is, and whom it trusts.
 *
 * @param connectTimeout for the TCP connection to the host or its proxy, and again for the TLS handshake
 * @param idleTimeout how long the other side may send no byte before the connection counts as broken (a slow but steady stream has no limit), and how
 *     long a request waits for a free connection before it fails as SOURCE_UNAVAILABLE, which is tried again later
 * @param connectionsPerHost connections to one scheme, host and port at once, whether directly or by a proxy; a further request waits for one
 * @param connections connections at once to all hosts; a further request waits for one
 * @param caFile a file of PEM certificates of authorities that are trusted besides those of the JDK, read at the start; null or empty for none
 */
@ConfigurationProperties("weighbridge.net")
record NetSettings(@DefaultValue("10s") Duration connectTimeout, @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("64") int connectionsPerHost, @DefaultValue("256") int connections, @Nullable String caFile) {

    NetSettings {
        if (connectTimeout.toMillis() <= 0 || idleTimeout.toMillis() <= 0 || connectionsPerHost <= 0 || connections <= 0) {
            throw new IllegalArgumentException("Could not read weighbridge.net: every time and number must be greater than zero.");
        }
    }
}
