package dev.weighbridge.hooks;

import java.time.Instant;

import dev.weighbridge.net.OutboundRequest;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/** Signs what is sent, so that a receiver knows who sent it, and when: HMAC-SHA256 over the time in seconds, a full stop, and the body. */
final class Signature {

    private Signature() {}

    /** @param secret shared with the receiver; null or blank for no signature */
    static OutboundRequest on(OutboundRequest request, String body, @Nullable String secret, Instant now) {
        if (secret == null || secret.isBlank()) {
            return request;
        }
        String timestamp = Long.toString(now.getEpochSecond());
        return request.withHeader("X-Weighbridge-Timestamp", timestamp).withHeader("X-Weighbridge-Signature",
                "sha256=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(timestamp + "." + body));
    }
}
