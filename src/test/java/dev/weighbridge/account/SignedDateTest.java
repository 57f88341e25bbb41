package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both SDKs' dates, on servers of any time zone. */
class SignedDateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:33:24Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "the moment, by Java's zone id | Mon, 23 Nov 2026 16:33:24 Etc/UTC | America/New_York",
            "the moment, far from the server | Tue, 24 Nov 2026 00:33:24 Asia/Shanghai | UTC",
            "the moment, by Go's abbreviation | Mon, 23 Nov 2026 16:33:24 UTC | Asia/Shanghai",
            "the moment, in China | Tue, 24 Nov 2026 00:33:24 CST | UTC",
            "the moment, in Chicago | Mon, 23 Nov 2026 10:33:24 CST | UTC",
            "the moment, in small letters | mon, 23 nov 2026 11:33:24 est | UTC",
            "the moment, where Go knows no abbreviation | Mon, 23 Nov 2026 23:03:24 +0630 | UTC",
            "the moment, in whole hours | Mon, 23 Nov 2026 13:33:24 -03 | UTC",
            "the wall clock, of an abbreviation that nobody knows | Tue, 24 Nov 2026 00:33:24 XYT | Asia/Shanghai",
            "the wall clock, whatever the zone says | Tue, 24 Nov 2026 00:33:24 Etc/UTC | Asia/Shanghai",
            "fifteen minutes ago | Mon, 23 Nov 2026 16:18:24 UTC | UTC",
            "in fifteen minutes | Mon, 23 Nov 2026 16:48:24 UTC | UTC"})
    void isNear(String why, String header, String serverZone) {
        assertThat(near(header, serverZone)).as(why).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Mon, 23 Nov 2026 16:18:23 UTC | UTC",
            "Mon, 23 Nov 2026 16:48:25 UTC | UTC",
            "Mon, 23 Nov 2026 16:33:24 Asia/Shanghai | America/New_York",
            "Tue, 24 Nov 2026 00:33:24 XYT | UTC",
            "Sun, 23 Nov 2025 16:33:24 UTC | UTC"})
    void isFar(String header, String serverZone) {
        assertThat(near(header, serverZone)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-11-23T16:33:24Z", "Mon, 23 Nov 2026 16:33:24", "Tue, 23 Nov 2026 16:33:24 UTC",
            "Mon, 23 Nov 2026 16:33:24 U T C", "Mon, 31 Feb 2026 16:33:24 UTC", "Mo, 23 Nov 2026 16:33:24 UTC",
            "Mon, 23 Nov 2026 16:33:24 ' or 1=1", "Montag, 23 Nov 2026 16:33:24 UTC"})
    void isNoDate(String header) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> SignedDate.parse(header, ZoneOffset.UTC));
    }

    /** Answers by {@code openssl dgst -sha1 -hmac}. */
    @Test
    void theSignatureIsThatOfOpenssl() {
        String secret = "abcdefghij0123456789abcdefghij0123456789";
        assertThat(new SignedCall("GET", "/v1/ai/models", "Mon, 23 Nov 2026 16:33:24 Etc/UTC", "").signature(secret))
                .isEqualTo("r+iwOoEQVF3pZGTXalbhDf7VZwo=");
        assertThat(new SignedCall("POST", "/v1/ai/models/ä", "Mon, 23 Nov 2026 16:33:24 CST", "").signature(secret))
                .isEqualTo("RrNbZIiW1bBHFhZsZw9V2kEcHsY=");
    }

    private static boolean near(String header, String serverZone) {
        return SignedDate.parse(header, ZoneId.of(serverZone)).isNear(Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
