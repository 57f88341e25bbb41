package dev.weighbridge.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts failed logins in the database, so that all nodes count together: by name and address, and by address for all names. However many guess at
 * once, no more than the limit learn whether they guessed right. For many threads.
 */
@Component
class LoginThrottle {

    private final JdbcClient sql;

    private final LoginProperties limits;

    private final Clock clock;

    LoginThrottle(JdbcClient sql, LoginProperties limits, Clock clock) {
        this.sql = sql;
        this.limits = limits;
        this.clock = clock;
    }

    /** @throws IngestionException RATE_LIMITED if too many have failed: whatever the password is, it is not looked at */
    void check(LoginAttempt attempt) {
        if (failures(attempt.nameSubject()) >= limits.failures() || failures(attempt.addressSubject()) >= limits.failuresPerAddress()) {
            throw refused();
        }
    }

    /** @throws IngestionException RATE_LIMITED if so many have failed in the meantime that the caller must not learn that this one did */
    void failed(LoginAttempt attempt) {
        int ofName = count(attempt.nameSubject());
        int ofAddress = count(attempt.addressSubject());
        if (ofName > limits.failures() || ofAddress > limits.failuresPerAddress()) {
            throw refused();
        }
    }

    /**
     * Forgets the failures of the name at this address; those of the address stay, or an account of one's own would be a way to guess at others.
     *
     * @throws IngestionException RATE_LIMITED if so many have failed in the meantime that the caller must not learn that this one did not
     */
    void succeeded(LoginAttempt attempt) {
        check(attempt);
        sql.sql("delete from login_failure where subject = :subject").param("subject", attempt.nameSubject()).update();
    }

    /** Forgets what is past. */
    int sweep() {
        return sql.sql("delete from login_failure where first_at <= :old").param("old", old()).update();
    }

    private int failures(String subject) {
        List<Integer> counted = sql.sql("select failures from login_failure where subject = :subject and first_at > :old")
                .param("subject", subject).param("old", old()).query(Integer.class).list();
        return counted.isEmpty() ? 0 : counted.getFirst();
    }

    private int count(String subject) {
        while (!oneMore(subject)) {
            if (isFirst(subject)) {
                return 1;
            }
        }
        return failures(subject);
    }

    private boolean isFirst(String subject) {
        try {
            return sql.sql("insert into login_failure (subject, failures, first_at) values (:subject, 1, :now)").param("subject", subject)
                    .param("now", column(now())).update() == 1;
        } catch (DuplicateKeyException anotherWasFirst) {
            return false;
        }
    }

    private boolean oneMore(String subject) {
        return sql.sql("""
                update login_failure set failures = case when first_at <= :old then 1 else failures + 1 end,
                first_at = case when first_at <= :old then :now else first_at end where subject = :subject""").param("subject", subject)
                .param("old", old()).param("now", column(now())).update() == 1;
    }

    private IngestionException refused() {
        Instant again = now().plus(limits.window());
        return new IngestionException(FailureKind.RATE_LIMITED, "Could not log in: too many logins from this address have failed. Wait "
                + limits.window().toMinutes() + " minutes and log in again.", again, null);
    }

    private OffsetDateTime old() {
        return column(now().minus(limits.window()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
