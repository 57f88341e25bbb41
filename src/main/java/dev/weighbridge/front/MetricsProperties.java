package dev.weighbridge.front;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param token with which {@code /actuator/prometheus} may be read, and nothing else; null or blank for none */
@ConfigurationProperties("weighbridge.metrics")
record MetricsProperties(@Nullable String token) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "MetricsProperties[]";
    }
}
