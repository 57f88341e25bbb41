package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountsTest {

    /** {@code printf correct-horse-battery | sha512sum}: the password of the nodes in tests, as clients send it. */
    private static final String PASSWORD = "f16f22aa41040bcd2d6c30f961494124d9dcaafa8c773fbac71283661f991f52"
            + "cbaf598552557cfe9597beb662eff6f2c6e86b1d3b094cc3eacde75b2005fcd9";

    private static final String ADDRESS = "192.0.2.7";

    private static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final TestNode node;

    private final Accounts accounts;

    AccountsTest(TestDatabase database) {
        node = TestNode.shared(database);
        accounts = node.bean(Accounts.class);
    }

    @BeforeEach
    void endAllSessions() {
        node.bean(JdbcTemplate.class).update("delete from account_session where account_uuid = ?", ADMIN);
        node.bean(JdbcTemplate.class).update("delete from login_failure");
    }

    @Test
    void opensASessionForTheRightPassword() {
        LoggedIn session = accounts.login("admin", PASSWORD, ADDRESS);
        assertThat(ResourceUuid.isWellFormed(session.sessionUuid())).isTrue();
        assertThat(session.accountUuid()).isEqualTo(ADMIN);
        assertThat(session.userUuid()).isEqualTo(ADMIN);
        assertThat(Duration.between(session.createDate(), session.expiredDate())).isEqualTo(Duration.ofHours(2));
        assertThat(accounts.session(session.sessionUuid())).hasValue(new Caller(ADMIN, true, ADMIN));
    }

    @Test
    void saysTheSameOfAWrongNameAndAWrongPassword() {
        List<String> sentences = new ArrayList<>();
        for (String[] login : new String[][] {{"admin", "0".repeat(128)}, {"nobody", PASSWORD}, {"", ""}, {"admin", "x".repeat(1_000_000)},
                {"admin", PASSWORD + " "}}) {
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> accounts.login(login[0], login[1], ADDRESS))
                    .returns(FailureKind.NOT_AUTHENTICATED, IngestionException::kind)
                    .satisfies(failure -> sentences.add(failure.getMessage()));
        }
        assertThat(sentences).hasSize(5).containsOnly(sentences.getFirst());
    }

    @Test
    void takesAsLongForAnUnknownNameAsForAWrongPassword() {
        long wrong = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 7; i++) {
            wrong = Math.min(wrong, failure("admin"));
            unknown = Math.min(unknown, failure("nobody at all"));
        }
        assertThat(unknown).as("nanoseconds, where a wrong password took %d", wrong).isGreaterThan(wrong / 2);
    }

    @Test
    void keepsNeitherTheSessionNorThePasswordInClear() {
        LoggedIn session = accounts.login("admin", PASSWORD, ADDRESS);
        assertThat(node.bean(JdbcTemplate.class).queryForList("select * from account_session").toString())
                .doesNotContain(session.sessionUuid());
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select password_hash from account where name = 'admin'", String.class))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        assertThat(session.toString()).doesNotContain(session.sessionUuid());
    }

    @Test
    void knowsNoSessionThatIsUnknownOrEnded() {
        LoggedIn session = accounts.login("admin", PASSWORD, ADDRESS);
        accounts.logout(session.sessionUuid());
        accounts.logout("never heard of");
        assertThat(accounts.session(session.sessionUuid())).isEmpty();
        assertThat(accounts.session(ResourceUuid.random())).isEmpty();
    }

    @Test
    void endsASessionAfterItsLifeHoweverOftenItIsUsed() {
        LoggedIn session = at(NOON, 500).login("admin", PASSWORD, ADDRESS);
        assertThat(at(NOON.plusSeconds(7199), 500).session(session.sessionUuid())).isPresent();
        assertThat(at(NOON.plusSeconds(7200), 500).session(session.sessionUuid())).isEmpty();
    }

    @Test
    void sweepsWhatHasExpiredAndNothingElse() {
        at(NOON, 500).login("admin", PASSWORD, ADDRESS);
        LoggedIn later = at(NOON.plusSeconds(60), 500).login("admin", PASSWORD, ADDRESS);
        int swept = node.inTransaction(() -> at(NOON.plusSeconds(7200), 500).sweepExpired());
        assertThat(swept).isEqualTo(1);
        assertThat(at(NOON.plusSeconds(7200), 500).session(later.sessionUuid())).isPresent();
    }

    @Test
    void refusesMoreLiveSessionsThanTheLimitAlsoWhenManyLogInAtOnce() throws Exception {
        Callable<String> login = () -> at(NOON, 3).login("admin", PASSWORD, ADDRESS).sessionUuid();
        List<Throwable> refused = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<String> one : threads.invokeAll(Collections.nCopies(8, login))) {
                if (one.state() == Future.State.FAILED) {
                    refused.add(one.exceptionNow());
                }
            }
        }
        assertThat(refused).hasSize(5).allSatisfy(failure -> assertThat(failure).isInstanceOfSatisfying(IngestionException.class,
                exception -> assertThat(exception.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED)));
        assertThat(at(NOON.plusSeconds(7200), 3).login("admin", PASSWORD, ADDRESS)).as("those that expired do not count").isNotNull();
    }

    private Accounts at(Instant time, int perAccount) {
        var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
        var terms = new Accounts.SessionTerms(new SessionProperties(Duration.ofHours(2), perAccount), Clock.fixed(time, ZoneOffset.UTC));
        return new Accounts(node.bean(AccountRows.class), node.bean(UserRows.class), node.bean(GuardedPasswords.class), terms, transaction);
    }

    private long failure(String name) {
        long start = System.nanoTime();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> accounts.login(name, "0".repeat(128), ADDRESS));
        return System.nanoTime() - start;
    }
}
