package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.node.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

    private final HandClock hands = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));

    private RateLimits limits(int perMinute, String... exempt) {
        return new RateLimits(new FrontProperties(perMinute, List.of(exempt), List.of()), hands.clock());
    }

    @Test
    void aMinutesRequestsMayComeAtOnceAndThenEvenly() {
        RateLimits limits = limits(60);
        for (int i = 0; i < 60; i++) {
            assertThat(limits.wait("192.0.2.1")).isNull();
        }
        assertThat(limits.wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
        hands.advance(Duration.ofMillis(400));
        assertThat(limits.wait("192.0.2.1")).isEqualTo(Duration.ofMillis(600));
        hands.advance(Duration.ofMillis(600));
        assertThat(limits.wait("192.0.2.1")).isNull();
        assertThat(limits.wait("192.0.2.1")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.2, false", "2001:db8::1, 2001:db8::ffff:1, true", "2001:db8::1, 2001:db8:0:1::1, false",
            "fe80::1%eth0, fe80::1%eth1, true", "unknown, nonsense, true", "192.0.2.1, unknown, false",
            "::ffff:192.0.2.1, 192.0.2.1, true"})
    void aClientIsItsAddressOrItsNetworkOfVersionSix(String one, String other, boolean same) {
        RateLimits limits = limits(1);
        assertThat(limits.wait(one)).isNull();
        assertThat(limits.wait(other) != null).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.0.2.7", "2001:db8::5"})
    void whoIsExemptMayAskAsOftenAsHeLikes(String client) {
        RateLimits limits = limits(1, "10.0.0.0/8", "192.0.2.7", " 2001:db8::/32");
        for (int i = 0; i < 5; i++) {
            assertThat(limits.wait(client)).isNull();
        }
        assertThat(limits.wait("192.0.2.8")).isNull();
        assertThat(limits.wait("192.0.2.8")).isNotNull();
    }

    @Test
    void zeroMeansNoLimit() {
        RateLimits limits = limits(0);
        for (int i = 0; i < 5; i++) {
            assertThat(limits.wait("192.0.2.1")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0/8", "", "10.0.0.0/a"})
    void anExemptionThatIsNoAddressIsSaidAtTheStart(String block) {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, block))
                .withMessageContaining("weighbridge.http.rate-limit-exempt").withMessageContaining("'" + block + "'");
    }
}
