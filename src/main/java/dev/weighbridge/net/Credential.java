package dev.weighbridge.net;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.commons.codec.binary.Base64;

/**
 * What proves to a server who asks.
 *
 * @param header {@code Authorization} or {@code Cookie}
 * @param value what the header says; a secret
 */
public record Credential(String header, String value) {

    /** {@code Authorization: Bearer <token>}, RFC 6750. */
    public static Credential bearer(String token) {
        if (token.isEmpty() || !isPlain(token, 0x21)) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not send the token: it is empty, or holds a space or another"
                    + " character that no token has. Give the token alone, without quotes or line breaks.");
        }
        return new Credential("Authorization", "Bearer " + token);
    }

    /** {@code Authorization: Basic <base64>}, RFC 7617 with UTF-8. */
    public static Credential basic(String name, String password) {
        return new Credential("Authorization",
                "Basic " + Base64.encodeBase64String((name + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code Cookie: <name>=<value>}, RFC 6265. */
    public static Credential cookie(String name, String value) {
        if (!isPlain(value, 0x21) || value.indexOf(';') >= 0) {
            throw new IngestionException(FailureKind.SOURCE_DENIED, "Could not sign in: the server gave a session that cannot be sent back."
                    + " Ask who runs the server.");
        }
        return new Credential("Cookie", name + "=" + value);
    }

    /** What stays the same in all requests of one caller; of an AWS signature, which is another for each, the access key's id. Still a secret. */
    String caller() {
        int slash = value.indexOf('/');
        return header + ": " + (value.startsWith("AWS4-HMAC-SHA256 Credential=") && slash > 0 ? value.substring(0, slash) : value);
    }

    private static boolean isPlain(String text, int lowest) {
        return text.chars().allMatch(c -> c >= lowest && c <= 0x7e);
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "Credential[" + header + "]";
    }
}
