package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The first is what the Hugging Face Hub documents; the others are of the draft's examples and of RFC 9651's forms. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "\"api\";r=0;t=55|2026-03-01T12:00:56Z",
            "\"default\"; r=0; t=30|2026-03-01T12:00:31Z",
            "\"permin\";r=50;t=20, \"perhr\";r=0;t=3000|2026-03-01T12:50:01Z",
            "\"permin\";r=0;t=20 ,\"perhr\";r=0;t=3000|2026-03-01T12:50:01Z",
            "\"a, b\";r=0;t=1|2026-03-01T12:00:02Z",
            "\"a;r=9\";t=1;r=0|2026-03-01T12:00:02Z",
            "api;r=0;t=7;pk=:c2VjcmV0:|2026-03-01T12:00:08Z",
            "\"api\";r=0;t=999999999999999|2026-03-02T12:00:01Z",
            "\"api\";r=0;t=0|2026-03-01T12:00:01Z"})
    void waitsASecondLongerThanUntilTheSpentBudgetIsFullAgain(String header, Instant expected) {
        assertThat(RateLimit.retryAt(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"api\";r=1;t=55", "\"api\";r=499;t=55, \"resolvers\";r=2;t=3", "\"api\";r=0", "\"api\";t=55", "\"api\"", "", " ",
                    "limit=100, remaining=0, reset=55", "\"api;r=0;t=55", "\"api\";r=0;t=55,", ",\"api\";r=0;t=55", "\"api\" r=0 t=55",
                    "\"api\";r=-1;t=55", "\"api\";r=0;t=soon", "\"api\";r=0;t=9999999999999999", "42"})
    void seesNoReasonToWaitInAnythingElse(String header) {
        assertThat(RateLimit.retryAt(header, NOW)).isNull();
    }

    @Test
    void isNotThereWithoutAHeader() {
        assertThat(RateLimit.retryAt(null, NOW)).isNull();
        assertThat(RateLimit.parse(null)).isEmpty();
    }

    @Test
    void tellsWhatIsLeftOfEachBudget() {
        assertThat(RateLimit.parse("\"api\";r=12;t=55, \"resolvers\";r=0;t=3, \"other\";r=5")).containsExactly(
                new RateLimit("api", 12, Duration.ofSeconds(55)), new RateLimit("resolvers", 0, Duration.ofSeconds(3)),
                new RateLimit("other", 5, null));
        assertThat(new RateLimit("api", 0, null).isSpent()).isTrue();
        assertThat(new RateLimit("api", 1, null).isSpent()).isFalse();
    }

    @Test
    void readsNoHeaderOfAnySize() {
        String endless = "\"" + "a".repeat(2000) + "\";r=0;t=1";
        String many = "\"a\";r=0;t=1,".repeat(1000);
        assertThat(RateLimit.parse(endless)).isEmpty();
        assertThat(RateLimit.parse(many)).isEmpty();
    }
}
