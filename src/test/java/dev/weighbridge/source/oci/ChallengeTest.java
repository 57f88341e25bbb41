package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    /** @param header lines with {@code " / "} between them */
    private static Challenge parsed(String header) {
        return Objects.requireNonNull(Challenge.parse(List.of(header.split(" / "))));
    }

    @Test
    void readsABearerChallengeWithACommaInIt() {
        Challenge challenge = parsed(
                "Bearer realm=\"https://auth.example/token\",service=\"registry.example\", scope=\"repository:a/b:pull,push\"");
        assertThat(challenge.isBearer()).isTrue();
        assertThat(challenge.parameter("realm")).isEqualTo("https://auth.example/token");
        assertThat(challenge.parameter("service")).isEqualTo("registry.example");
        assertThat(challenge.parameter("scope")).isEqualTo("repository:a/b:pull,push");
        assertThat(challenge.parameter("error")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\", Bearer realm=\"https://auth.example/token\"",
            "Negotiate / Basic realm=\"x\" / Bearer realm=\"https://auth.example/token\"",
            "bearer REALM=\"https://auth.example/token\", Basic realm=\"x\""})
    void prefersTheTokenToThePassword(String header) {
        Challenge challenge = parsed(header);
        assertThat(challenge.isBearer()).isTrue();
        assertThat(challenge.parameter("realm")).isEqualTo("https://auth.example/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic", "Basic realm=\"a, b\"", "BASIC realm=\"x\"", "Negotiate / Basic realm=\"x\"", "Bearer / Basic realm=\"x\""})
    void readsABasicChallenge(String header) {
        Challenge challenge = parsed(header);
        assertThat(challenge.scheme()).isEqualTo("basic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Negotiate", "Digest realm=\"x\",nonce=\"y\"", "Bearer error=\"invalid_token\"", ",,,", "=", "Bearer realm"})
    void findsNothingToMeet(String header) {
        assertThat(Challenge.parse(List.of(header))).isNull();
        assertThat(Challenge.parse(List.of())).isNull();
    }
}
