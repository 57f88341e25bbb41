package dev.weighbridge.front;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a client may do.
 *
 * @param requestsPerMinute of one address on one node, 0 for any number
 * @param rateLimitExempt addresses and CIDR blocks that may ask as often as they like
 * @param trustedProxies addresses and CIDR blocks of reverse proxies, which are believed when they say in {@code X-Forwarded-For} and
 *     {@code X-Forwarded-Proto} whom they speak for; what others say there is ignored
 */
@ConfigurationProperties("weighbridge.http")
record FrontProperties(@DefaultValue("12000") int requestsPerMinute, @DefaultValue List<String> rateLimitExempt,
        @DefaultValue List<String> trustedProxies) {

    FrontProperties {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("Could not read weighbridge.http.requests-per-minute: it must be a number, or 0 for any.");
        }
    }
}
