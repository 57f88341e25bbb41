package dev.weighbridge.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * The AES-256 key that secrets at rest are encrypted with.
 *
 * @param origin where it came from, in words that an operator understands
 */
record NodeKey(SecretKey key, String origin) {

    static final int BYTES = 32;

    static final int FINGERPRINT_BYTES = 4;

    /**
     * Reads a key from its base64 form; blanks around it do not count.
     *
     * @throws IllegalStateException if it is anything but 32 bytes in base64; stops the start, and never shows the key
     */
    static NodeKey parse(String base64, String origin) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException noBase64) {
            throw unusable(origin, "it is not base64");
        }
        if (bytes.length != BYTES) {
            throw unusable(origin, "it has " + bytes.length + " bytes, where AES-256 needs " + BYTES);
        }
        return new NodeKey(new SecretKeySpec(bytes, "AES"), origin);
    }

    /** Tells keys apart without giving anything of them away: the first bytes of the SHA-256 of a label and the key. */
    byte[] fingerprint() {
        var digest = DigestUtils.getSha256Digest();
        digest.update("weighbridge key\0".getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(digest.digest(key.getEncoded()), FINGERPRINT_BYTES);
    }

    /** Names where the key came from, never the key. */
    @Override
    public String toString() {
        return "NodeKey[" + origin + "]";
    }

    private static IllegalStateException unusable(String origin, String why) {
        return new IllegalStateException("Could not start: the key of " + origin + " cannot be used: " + why
                + ". Give 32 random bytes in base64, such as 'openssl rand -base64 32' prints.");
    }
}
