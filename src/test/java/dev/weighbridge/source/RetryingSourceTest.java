package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingSourceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final ModelReference REFERENCE = new ModelReference("test", "test://place");

    private final FaultySource source = new FaultySource("test");

    private final List<Duration> pauses = new ArrayList<>();

    private final RetryingSource retrying = new RetryingSource(source, pauses::add, Clock.fixed(NOW, ZoneOffset.UTC));

    private static IngestionException failure(FailureKind kind, @Nullable Instant retryAt) {
        return new IngestionException(kind, "Could not do it: the test says so. Nothing happens.", retryAt, null);
    }

    private void assertGivesUp(IngestionException expected) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> retrying.list(REFERENCE, SourceAccess.ANONYMOUS))
                .isSameAs(expected);
    }

    @Test
    void passesOnWhatSucceeds() {
        assertThat(retrying.list(REFERENCE, SourceAccess.ANONYMOUS)).isEqualTo(FaultySource.LISTING);
        assertThat(retrying.forms()).containsExactly("test://place");
        assertThat(retrying.reads(REFERENCE)).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void triesFiveTimesWithGrowingPauses() {
        IngestionException down = failure(FailureKind.SOURCE_UNAVAILABLE, null);
        source.failing(5, down);
        assertGivesUp(down);
        assertThat(source.calls()).isEqualTo(5);
        assertThat(pauses).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(500L << i), Duration.ofSeconds(1L << i));
        }
    }

    @Test
    void succeedsAtTheFifthTry() {
        source.failing(4, failure(FailureKind.SOURCE_UNAVAILABLE, null));
        assertThat(retrying.list(REFERENCE, SourceAccess.ANONYMOUS)).isEqualTo(FaultySource.LISTING);
    }

    @Test
    void opensAgainToo() throws Exception {
        source.failing(2, failure(FailureKind.SOURCE_RATE_LIMITED, null));
        retrying.open(FaultySource.LISTING.files().getFirst(), 0, SourceAccess.ANONYMOUS).close();
        assertThat(source.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void triesAgainWhereWaitingHelpsAndNowhereElse(FailureKind kind) {
        IngestionException failed = failure(kind, null);
        source.failing(5, failed);
        assertGivesUp(failed);
        assertThat(source.calls()).isEqualTo(kind.waitingHelps() ? 5 : 1);
    }

    @Test
    void waitsUntilTheServerWantsToBeAskedAgain() {
        source.failing(1, failure(FailureKind.SOURCE_RATE_LIMITED, NOW.plusSeconds(60)));
        retrying.list(REFERENCE, SourceAccess.ANONYMOUS);
        assertThat(pauses).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void leavesALongWaitToTheQueue() {
        IngestionException busy = failure(FailureKind.SOURCE_RATE_LIMITED, NOW.plusSeconds(61));
        source.failing(1, busy);
        assertGivesUp(busy);
        assertThat(pauses).isEmpty();
    }

    @Test
    void doesNotHurryWhenTheServerNamesATimeThatIsOver() {
        source.failing(1, failure(FailureKind.SOURCE_RATE_LIMITED, NOW));
        retrying.list(REFERENCE, SourceAccess.ANONYMOUS);
        assertThat(pauses).singleElement().satisfies(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofMillis(500)));
    }

    @Test
    void stopsAtOnceWhenItsThreadIsInterrupted() {
        IngestionException down = failure(FailureKind.SOURCE_UNAVAILABLE, null);
        source.failing(5, down);
        var interrupted = new RetryingSource(source, Thread::sleep, Clock.systemUTC());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> interrupted.list(REFERENCE, SourceAccess.ANONYMOUS))
                .isSameAs(down);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(source.calls()).isEqualTo(1);
    }
}
