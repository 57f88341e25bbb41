package dev.weighbridge.cli.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls as ZStack's SDKs do: base64 of the HMAC-SHA1 of {@code METHOD\nDate\nURI}, the URI from {@code /v1} on and without its query. */
final class AccessKey implements Credentials {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH);

    private final String id;

    private final String secret;

    private final Clock clock;

    AccessKey(String id, String secret, Clock clock) {
        this.id = id;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Map<String, String> headers(String method, String path) {
        String date = DATE.format(clock.instant().atZone(ZoneOffset.UTC));
        String uri = path.substring(Math.max(0, path.indexOf("/v1")));
        return Map.of("Date", date, "Authorization", "ZStack " + id + ":" + signature(method + "\n" + date + "\n" + uri));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
