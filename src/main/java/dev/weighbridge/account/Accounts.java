package dev.weighbridge.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Logging in and out. For many threads. */
@Service
public class Accounts {

    /** What a client sends has 128 characters; what is much longer is not even looked at. */
    private static final int LONGEST_PASSWORD = 255;

    private final AccountRows rows;

    private final Passwords passwords;

    private final SessionProperties sessions;

    private final TransactionTemplate transaction;

    private final Clock clock;

    Accounts(AccountRows rows, Passwords passwords, SessionProperties sessions, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.sessions = sessions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Opens a session. An unknown name takes as long as a wrong password. Takes some tens of milliseconds, without a transaction: call it outside of
     * one.
     *
     * @param password the lower-case hex SHA-512 of the clear text
     * @throws IngestionException NOT_AUTHENTICATED (wrong name or password, not said which), LIMIT_EXCEEDED (the account has too many live sessions),
     *     RATE_LIMITED (too many logins at once)
     */
    public LoggedIn login(String accountName, String password) {
        Optional<Account> account = rows.named(accountName);
        boolean fits = password.length() <= LONGEST_PASSWORD;
        boolean right = passwords.match(fits ? password : "", account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty() || !right) {
            throw new IngestionException(FailureKind.NOT_AUTHENTICATED,
                    "Could not log in: wrong account name or password. Correct them and try again.");
        }
        return openSession(account.get().uuid());
    }

    /** Who holds this session; empty if it is unknown, ended or expired. */
    @Transactional(readOnly = true)
    public Optional<Caller> session(String sessionUuid) {
        return rows.callerOf(AccountSession.keyOf(sessionUuid), now());
    }

    /** Who acts when work goes on for an account without a session of it: the account itself, with no more than its own rights. */
    @Transactional(readOnly = true)
    public Caller onBehalfOf(String accountUuid) {
        return new Caller(accountUuid, rows.isAdmin(accountUuid));
    }

    /** Ends the session; does nothing if there is none. */
    @Transactional
    public void logout(String sessionUuid) {
        rows.end(AccountSession.keyOf(sessionUuid));
    }

    /** Forgets the sessions that have expired, and says how many. They have opened nothing since they did. */
    @Transactional
    public int sweepExpired() {
        return rows.endExpired(now());
    }

    private LoggedIn openSession(String accountUuid) {
        return Objects.requireNonNull(transaction.execute(status -> {
            rows.lock(accountUuid);
            Instant now = now();
            if (rows.liveSessions(accountUuid, now) >= sessions.perAccount()) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not log in: the account has " + sessions.perAccount()
                        + " live sessions, which is the limit. Log out of some, or wait until they expire.");
            }
            var opened = new LoggedIn(ResourceUuid.random(), accountUuid, accountUuid, now, now.plus(sessions.lifetime()));
            rows.enter(new AccountSession(opened));
            return opened;
        }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
