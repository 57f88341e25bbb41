package dev.weighbridge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String SECRET = "hf_\u00e9\u4e2dabc";

    private final SecretBox box = new SecretBox(NodeKey.parse(keyOf(1), "the property weighbridge.secret-key"));

    @Test
    void givesTheTextBack() {
        assertThat(box.decrypt(box.encrypt(SECRET, "row a"), "row a")).isEqualTo(SECRET);
        assertThat(box.decrypt(box.encrypt("", "row a"), "row a")).isEmpty();
    }

    @Test
    void showsNothingOfTheTextAndNeverTheSameBytes() {
        byte[] first = box.encrypt(SECRET, "row a");
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("hf_").doesNotContain("abc");
        assertThat(first).isNotEqualTo(box.encrypt(SECRET, "row a")).hasSize(SECRET.getBytes(StandardCharsets.UTF_8).length + 33);
    }

    /**
     * A box that other software made: Python's cryptography, {@code AESGCM(bytes([1])*32).encrypt(bytes(range(12)), b"hello", head + b"row a")}, with the
     * head {@code 01} and the first bytes of {@code printf 'weighbridge key\0<32 times 01>' | sha256sum}.
     */
    @Test
    void opensWhatAnotherProgramSealed() {
        byte[] sealed = HexFormat.of().parseHex("01d4a00a6d000102030405060708090a0bd3c3f94a4f3dba9491ef13a1572ba2939b6f27e53b");
        assertThat(box.decrypt(sealed, "row a")).isEqualTo("hello");
    }

    @Test
    void doesNotOpenInAnotherRow() {
        byte[] boxed = box.encrypt(SECRET, "row a");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> box.decrypt(boxed, "row b"))
                .returns(FailureKind.INTERNAL, IngestionException::kind).withMessageContaining("row b").withMessageNotContaining("hf_");
    }

    @Test
    void doesNotOpenWhenAnyByteWasChanged() {
        byte[] boxed = box.encrypt(SECRET, "row a");
        for (int i = 0; i < boxed.length; i++) {
            byte[] changed = boxed.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(IngestionException.class).as("byte %d", i).isThrownBy(() -> box.decrypt(changed, "row a"));
        }
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> box.decrypt(new byte[0], "row a"));
    }

    @Test
    void saysWhenTheKeyIsAnother() {
        byte[] boxed = new SecretBox(NodeKey.parse(keyOf(2), "another node")).encrypt(SECRET, "model centre x");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> box.decrypt(boxed, "model centre x"))
                .withMessageContaining("the key of the property weighbridge.secret-key is not the one that encrypted it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesAKeyThatIsNot32BytesInBase64(String base64) {
        assertThatIllegalStateException().isThrownBy(() -> NodeKey.parse(base64, "the file x"))
                .withMessageStartingWith("Could not start: the key of the file x").withMessageContaining("32 random bytes");
    }

    private static String keyOf(int repeated) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) repeated);
        return Base64.getEncoder().encodeToString(key);
    }
}
