package dev.weighbridge.zstack.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls with the JDK's own means and both SDKs' forms of the date. */
record SdkSigner(String keyId, String secret) {

    /** As the Java SDK writes it, where it runs in this zone. */
    static String javaDate(ZonedDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss VV", Locale.ENGLISH));
    }

    /** As the Go SDK writes it, where the zone has this abbreviation. */
    static String goDate(ZonedDateTime time, String abbreviation) {
        return time.format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss ", Locale.ENGLISH)) + abbreviation;
    }

    static ZonedDateTime now(String zone) {
        return ZonedDateTime.now(ZoneId.of(zone));
    }

    /** The headers of a call, {@code path} from {@code /v1} on and without a query. */
    String[] headers(String method, String date, String path) {
        return new String[] {"Date", date, "Authorization", "ZStack " + keyId + ":" + signature(method, date, path)};
    }

    String[] headers(String method, String path) {
        return headers(method, javaDate(now("Asia/Shanghai")), path);
    }

    String signature(String method, String date, String path) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] signed = mac.doFinal((method + "\n" + date + "\n" + path).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return keyId;
    }
}
