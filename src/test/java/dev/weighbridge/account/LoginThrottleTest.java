package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LoginThrottleTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final String WRONG = "0".repeat(128);

    private final TestNode node;

    private final LoginThrottle throttle;

    LoginThrottleTest(TestDatabase database) {
        node = TestNode.shared(database);
        throttle = at(NOON);
    }

    @BeforeEach
    void forget() {
        node.bean(JdbcClient.class).sql("delete from login_failure").update();
    }

    @Test
    void letsThreeFailAndLooksAtNoFourth() {
        LoginAttempt attempt = attempt("admin", "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            throttle.check(attempt);
            throttle.failed(attempt);
        }
        assertRefused(() -> throttle.check(attempt));
    }

    @Test
    void aStrangerElsewhereLocksNobodyOut() {
        exhaust("admin", "192.0.2.1");
        assertThatCode(() -> throttle.check(attempt("admin", "192.0.2.2"))).doesNotThrowAnyException();
        assertThatCode(() -> throttle.check(attempt("other", "192.0.2.1"))).doesNotThrowAnyException();
    }

    @Test
    void anAddressThatTriesManyNamesIsRefusedForAll() {
        for (int i = 0; i < 5; i++) {
            throttle.failed(attempt("name" + i, "192.0.2.1"));
        }
        assertRefused(() -> throttle.check(attempt("another", "192.0.2.1")));
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOne() {
        exhaust("admin", "2001:db8:0:1::1");
        assertRefused(() -> throttle.check(attempt("admin", "2001:db8:0:1:ffff::2")));
        assertThatCode(() -> throttle.check(attempt("admin", "2001:db8:0:2::1"))).doesNotThrowAnyException();
    }

    @Test
    void forgetsWhenTheWindowIsOver() {
        exhaust("admin", "192.0.2.1");
        assertRefused(() -> at(NOON.plus(Duration.ofMinutes(14))).check(attempt("admin", "192.0.2.1")));
        LoginThrottle later = at(NOON.plus(Duration.ofMinutes(15)));
        later.check(attempt("admin", "192.0.2.1"));
        later.failed(attempt("admin", "192.0.2.1"));
        later.check(attempt("admin", "192.0.2.1"));
    }

    @Test
    void aRightPasswordForgetsTheFailuresOfItsNameButNotOfItsAddress() {
        throttle.failed(attempt("mine", "192.0.2.1"));
        throttle.failed(attempt("mine", "192.0.2.1"));
        throttle.succeeded(attempt("mine", "192.0.2.1"));
        throttle.failed(attempt("mine", "192.0.2.1"));
        throttle.failed(attempt("mine", "192.0.2.1"));
        throttle.check(attempt("mine", "192.0.2.1"));
        throttle.failed(attempt("admin", "192.0.2.1"));
        assertRefused(() -> throttle.check(attempt("admin", "192.0.2.1")));
    }

    @Test
    void noMoreThanTheLimitLearnAnythingHoweverManyGuessAtOnce() throws Exception {
        LoginAttempt attempt = attempt("admin", "192.0.2.1");
        throttle.check(attempt);
        Callable<Boolean> guess = () -> {
            throttle.failed(attempt);
            return true;
        };
        long learned = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(16, guess))) {
                learned += one.state() == Future.State.SUCCESS ? 1 : 0;
            }
        }
        assertThat(learned).isLessThanOrEqualTo(3);
        assertRefused(() -> throttle.succeeded(attempt));
    }

    @Test
    void sweepsWhatIsPast() {
        exhaust("admin", "192.0.2.1");
        assertThat(at(NOON.plus(Duration.ofMinutes(14))).sweep()).isZero();
        assertThat(at(NOON.plus(Duration.ofMinutes(15))).sweep()).isEqualTo(2);
    }

    @Test
    void theRowsNameNobody() {
        exhaust("admin", "192.0.2.1");
        assertThat(node.bean(JdbcClient.class).sql("select subject from login_failure").query(String.class).list())
                .hasSize(2).allMatch(subject -> subject.matches("[0-9a-f]{64}"));
    }

    private void exhaust(String name, String address) {
        for (int i = 0; i < 3; i++) {
            throttle.failed(attempt(name, address));
        }
    }

    private LoginThrottle at(Instant time) {
        return new LoginThrottle(node.bean(JdbcClient.class), new LoginProperties(3, 5, Duration.ofMinutes(15)),
                Clock.fixed(time, ZoneOffset.UTC));
    }

    private static LoginAttempt attempt(String name, String address) {
        return new LoginAttempt(name, WRONG, address);
    }

    private static void assertRefused(Runnable login) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(login::run)
                .returns(FailureKind.RATE_LIMITED, IngestionException::kind)
                .withMessageContaining("15 minutes");
    }
}
