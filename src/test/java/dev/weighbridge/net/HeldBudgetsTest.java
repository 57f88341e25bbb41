package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.net.HeldBudgets.Budget;
import dev.weighbridge.net.HeldBudgets.Caller;
import dev.weighbridge.net.HeldBudgets.Hold;
import org.junit.jupiter.api.Test;

/** What is remembered of servers has an end, whatever they send. */
class HeldBudgetsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final HeldBudgets held = new HeldBudgets();

    private static Budget budget(int number) {
        return new Budget(new Caller(Origin.of(URI.create("https://hub" + number + ".example/")), ""), "api");
    }

    private static Hold until(long seconds) {
        return new Hold(NOW.plusSeconds(seconds), FailureKind.SOURCE_RATE_LIMITED);
    }

    @Test
    void aHoldEndsAtItsTimeAndIsForgotten() {
        held.hold(budget(1), until(10), NOW);
        assertThat(held.of(budget(1), NOW.plusSeconds(9))).contains(until(10));
        assertThat(held.of(budget(1), NOW.plusSeconds(10))).isEmpty();
        held.hold(budget(2), until(99), NOW.plusSeconds(10));
        assertThat(held.size()).isEqualTo(1);
    }

    @Test
    void theLongerOfTwoTimesHolds() {
        held.hold(budget(1), until(10), NOW);
        held.hold(budget(1), until(5), NOW);
        assertThat(held.of(budget(1), NOW)).contains(until(10));
        held.hold(budget(1), until(20), NOW);
        assertThat(held.of(budget(1), NOW)).contains(until(20));
    }

    @Test
    void beyondTheMostThatIsRememberedWhatEndsFirstGoes() {
        for (int i = 0; i < HeldBudgets.MOST; i++) {
            held.hold(budget(i), until(1000 + i), NOW);
        }
        held.hold(budget(7), until(9999), NOW);
        assertThat(held.size()).isEqualTo(HeldBudgets.MOST);
        held.hold(budget(-1), until(5000), NOW);
        assertThat(held.size()).isEqualTo(HeldBudgets.MOST);
        assertThat(held.of(budget(0), NOW)).isEmpty();
        assertThat(held.of(budget(1), NOW)).isPresent();
        assertThat(held.of(budget(-1), NOW)).isPresent();
    }

    @Test
    void theKindThatWasNotAskedForLongestIsForgotten() {
        var names = new PolicyNames();
        for (int i = 0; i < PolicyNames.MOST; i++) {
            names.learn(URI.create("https://hub.example/" + i + "/a"), List.of("p" + i));
        }
        assertThat(names.of(URI.create("https://hub.example/0/b"))).containsExactly("p0");
        names.learn(URI.create("https://hub.example/new"), List.of("new"));
        assertThat(names.of(URI.create("https://hub.example/0/b"))).containsExactly("p0");
        assertThat(names.of(URI.create("https://hub.example/1/b"))).isEmpty();
        assertThat(names.of(URI.create("https://hub.example/new/c"))).containsExactly("new");
        assertThat(names.of(URI.create("https://hub.example/api"))).isEmpty();
        assertThat(names.of(URI.create("https://hub.example"))).isEmpty();
    }
}
