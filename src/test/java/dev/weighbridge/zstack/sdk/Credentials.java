package dev.weighbridge.zstack.sdk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/** What a user configured: a session, or the id and secret of an access key. */
record Credentials(@Nullable String session, @Nullable String keyId, @Nullable String secret) {

    /** {@code Mon, 23 Nov 2026 16:33:24 Etc/UTC}: Java's SDK names the zone by its id. */
    static final DateTimeFormatter JAVA_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss VV", Locale.ENGLISH);

    /** {@code Mon, 23 Nov 2026 16:33:24 UTC}: Go's SDK abbreviates it. */
    static final DateTimeFormatter GO_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);

    static Credentials session(String uuid) {
        return new Credentials(uuid, null, null);
    }

    static Credentials accessKey(String id, String secret) {
        return new Credentials(null, id, secret);
    }

    boolean areAccessKey() {
        return keyId != null;
    }

    /** The headers that sign one request; {@code path} begins with {@code /v1} and has no query. */
    Map<String, String> signed(String method, String path, DateTimeFormatter dates) {
        String date = ZonedDateTime.now(ZoneId.systemDefault()).format(dates);
        return Map.of("Date", date, "Authorization", "ZStack " + keyId + ":" + signature(method + "\n" + date + "\n" + path));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(String.valueOf(secret).getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
