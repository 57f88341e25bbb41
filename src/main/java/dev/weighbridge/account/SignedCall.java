package dev.weighbridge.account;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/**
 * A call that came with {@code Authorization: ZStack <key id>:<signature>}. Signed is {@code METHOD\nDate\nURI} by HMAC-SHA1 in base64, where the URI is the
 * decoded path from {@code /v1} on, without what stands before it and without the query.
 *
 * @param credentials what stands behind the word ZStack
 * @param date the header as it came
 */
public record SignedCall(String method, String uri, @Nullable String date, String credentials) {

    private static final String SCHEME = "ZStack";

    /** Empty if the call came with something else. */
    public static Optional<SignedCall> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        String text = header == null ? "" : header.strip();
        boolean signed = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (text.length() == SCHEME.length() || Character.isWhitespace(text.charAt(SCHEME.length())));
        return signed ? Optional.of(new SignedCall(request.getMethod(), uri(request), request.getHeader("Date"),
                text.substring(SCHEME.length()).strip())) : Optional.empty();
    }

    /** What the signature should be. */
    String signature(String secret) {
        byte[] mac = new HmacUtils(HmacAlgorithms.HMAC_SHA_1, secret).hmac(method + "\n" + date + "\n" + uri);
        return Base64.encodeBase64String(mac);
    }

    private static String uri(HttpServletRequest request) {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        int version = path.indexOf("/v1");
        return version < 0 ? path : path.substring(version);
    }

    /** Without the signature. */
    @Override
    public String toString() {
        return "SignedCall[" + method + " " + uri + "]";
    }
}
