package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.node.HandClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** Bodies that do not tell their length, in time that the test moves. */
class BoundedBodyTest {

    private final HandClock hands = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));

    private final MockHttpServletRequest request = new MockHttpServletRequest() {
        @Override
        public long getContentLengthLong() {
            return -1;
        }
    };

    private BoundedBody bounded(String body) {
        request.setContent(body.getBytes(StandardCharsets.US_ASCII));
        return new BoundedBody(request, new BodyLimit(DataSize.ofBytes(10), Duration.ofMinutes(1)), hands.clock());
    }

    private static void assertRefused(int status, ThrowingCallable reading) {
        assertThatExceptionOfType(Refused.class).isThrownBy(reading).satisfies(refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @Test
    void aBodyOfTheLargestSizeIsReadWhole() throws IOException {
        assertThat(bounded("0123456789").getInputStream().readAllBytes()).hasSize(10);
        assertThat(bounded("0123456789").getReader().readLine()).isEqualTo("0123456789");
    }

    @Test
    void aByteMoreIsRefusedHoweverItIsRead() throws IOException {
        var body = "0123456789a";
        assertRefused(413, () -> bounded(body).getInputStream().readAllBytes());
        assertRefused(413, () -> bounded(body).getReader().readLine());
        var oneByOne = bounded(body).getInputStream();
        for (int i = 0; i < 10; i++) {
            assertThat(oneByOne.read()).isPositive();
        }
        assertRefused(413, oneByOne::read);
    }

    @Test
    void aBodyThatComesForLongerThanItsTimeIsRefused() throws IOException {
        var body = bounded("0123456789").getInputStream();
        assertThat(body.read()).isPositive();
        hands.advance(Duration.ofMinutes(1));
        assertThat(body.read()).isPositive();
        hands.advance(Duration.ofMillis(1));
        assertRefused(408, body::read);
    }
}
