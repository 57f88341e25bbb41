package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1999-12-31T23:59:00Z");

    /** The dates are RFC 9110's own examples. */
    @ParameterizedTest
    @CsvSource({"120,2000-01-01T00:01:00Z", "0,1999-12-31T23:59:00Z", "'Fri, 31 Dec 1999 23:59:59 GMT',1999-12-31T23:59:59Z",
            "'Sun, 06 Nov 1994 08:49:37 GMT',1999-12-31T23:59:00Z", "999999999,2000-01-01T23:59:00Z"})
    void readsSecondsAndDatesUpToADay(String header, Instant expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void ignoresWhatItCannotRead(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void isNotThereWithoutAHeader() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
