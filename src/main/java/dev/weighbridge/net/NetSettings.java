package dev.weighbridge.net;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient and how greedy outgoing HTTP is.
 *
 * @param connectTimeout for the TCP connection, and again for the TLS handshake
 * @param idleTimeout how long the other side may send no byte before the connection counts as broken; a slow but steady stream has no limit
 * @param connectionsPerHost connections to one host and port at once; a further request waits for one
 * @param connections connections at once to all hosts
 */
@ConfigurationProperties("weighbridge.net")
record NetSettings(@DefaultValue("10s") Duration connectTimeout, @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("64") int connectionsPerHost, @DefaultValue("256") int connections) {

    NetSettings {
        if (connectTimeout.toMillis() <= 0 || idleTimeout.toMillis() <= 0 || connectionsPerHost <= 0 || connections <= 0) {
            throw new IllegalArgumentException("Could not read weighbridge.net: every time and number must be greater than zero.");
        }
    }
}
