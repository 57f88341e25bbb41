package dev.weighbridge.net;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * By which proxy outgoing HTTP goes.
 *
 * @param proxy {@code http://[name:password@]host:port} for all requests; {@code none} for no proxy, whatever the environment says; null or empty
 *     for what {@code HTTPS_PROXY} and {@code HTTP_PROXY} (or, first, the same in lower case) say for requests by https and by http
 * @param noProxy host names (which stand for all below them too), addresses and CIDR blocks, each with or without a port, or {@code *}: hosts that
 *     are reached without the proxy; null for what {@code NO_PROXY} says. This machine's loopback is always reached without
 */
@ConfigurationProperties("weighbridge.net")
record ProxySettings(@Nullable String proxy, @Nullable List<String> noProxy) {

    /** Shows no password. */
    @Override
    public String toString() {
        return "ProxySettings[" + (proxy == null ? "from the environment" : "set") + "]";
    }
}
