package dev.weighbridge.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps texts unreadable in the database: AES-256 in Galois/Counter Mode (NIST SP 800-38D) under the node's key, with a fresh random nonce each
 * time. For many threads.
 *
 * <p>A boxed text is {@code 01 | first 4 bytes of the key's fingerprint | 12 bytes nonce | ciphertext | 16 bytes tag}. Its head, and the name of
 * what the secret belongs to, are authenticated with it: what is copied to another row does not open there.
 */
public final class SecretBox {

    private static final byte FORMAT = 1;

    private static final int HEAD_BYTES = 1 + NodeKey.FINGERPRINT_BYTES;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BYTES = 16;

    private final NodeKey key;

    private final SecureRandom random = new SecureRandom();

    SecretBox(NodeKey key) {
        this.key = key;
    }

    /**
     * Encrypts a text. The same text gives other bytes each time; they are 33 bytes longer than its UTF-8.
     *
     * @param belongsTo names what the secret belongs to, such as {@code model centre <uuid>}; opening it takes the same name
     */
    public byte[] encrypt(String clear, String belongsTo) {
        byte[] text = clear.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = head();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, head, belongsTo).doFinal(text);
            return ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + sealed.length).put(head).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("every JDK has AES/GCM/NoPadding", unavailable);
        }
    }

    /**
     * Gives the text back.
     *
     * @throws IngestionException INTERNAL if it was encrypted with another key, for something else, or was changed since
     */
    public String decrypt(byte[] boxed, String belongsTo) {
        if (boxed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || boxed[0] != FORMAT) {
            throw notReadable(belongsTo, "its format is unknown. Was it written by a newer version?", null);
        }
        byte[] head = Arrays.copyOf(boxed, HEAD_BYTES);
        if (!Arrays.equals(head, head())) {
            throw notReadable(belongsTo, "the key of " + key.origin() + " is not the one that encrypted it. "
                    + "Start this node with the key of the node that did (weighbridge.secret-key), or enter the secret again.", null);
        }
        byte[] nonce = Arrays.copyOfRange(boxed, HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
        int start = HEAD_BYTES + NONCE_BYTES;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, head, belongsTo);
            return new String(cipher.doFinal(boxed, start, boxed.length - start), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException tampered) {
            throw notReadable(belongsTo, "it was changed in the database, or belongs to something else. Enter the secret again.", tampered);
        }
    }

    private byte[] head() {
        return ByteBuffer.allocate(HEAD_BYTES).put(FORMAT).put(key.fingerprint()).array();
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] head, String belongsTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static IngestionException notReadable(String belongsTo, String why, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.INTERNAL, "Could not read the secret of " + belongsTo + ": " + why, cause);
    }
}
