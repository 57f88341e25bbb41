package dev.weighbridge.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Logging in and out. For many threads. */
@Service
public class Accounts {

    private final AccountRows rows;

    private final UserRows users;

    private final GuardedPasswords passwords;

    private final SessionTerms sessions;

    private final TransactionTemplate transaction;

    Accounts(AccountRows rows, UserRows users, GuardedPasswords passwords, SessionTerms sessions, TransactionTemplate transaction) {
        this.rows = rows;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.transaction = transaction;
    }

    /** How sessions live, and what time it is. */
    @Component
    record SessionTerms(SessionProperties properties, Clock clock) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * Opens a session. An unknown name takes as long as a wrong password. Takes some tens of milliseconds, without a transaction: call it outside of
     * one.
     *
     * @param password the lower-case hex SHA-512 of the clear text
     * @param address the client's
     * @throws IngestionException NOT_AUTHENTICATED (wrong name or password, not said which), LIMIT_EXCEEDED (the account has too many live sessions),
     *     RATE_LIMITED (too many logins at once, or too many failed ones)
     */
    public LoggedIn login(String accountName, String password, String address) {
        Optional<Account> account = rows.named(accountName);
        passwords.check(new LoginAttempt(accountName, password, address), account.map(Account::passwordHash).orElse(null));
        String uuid = account.orElseThrow().getUuid();
        return openSession(uuid, uuid);
    }

    /**
     * Opens a session for a user of an account, as {@link #login} does for the account itself.
     *
     * @param account its name or its uuid
     */
    public LoggedIn loginUser(String account, String userName, String password, String address) {
        Optional<AccountUser> user = users.named(account, userName);
        passwords.check(new LoginAttempt(account + " / " + userName, password, address), user.map(AccountUser::passwordHash).orElse(null));
        return openSession(user.orElseThrow().getAccountUuid(), user.orElseThrow().getUuid());
    }

    /** Opens a session of the administrator for who has started this process himself. No door leads here. */
    public LoggedIn loginOperator() {
        return openSession(Account.ADMIN_UUID, Account.ADMIN_UUID);
    }

    /** Whether there is an account of this name. Not for strangers. */
    @Transactional(readOnly = true)
    public boolean hasAccount(String name) {
        return rows.named(name).isPresent();
    }

    /** Who holds this session; empty if it is unknown, ended or expired. */
    @Transactional(readOnly = true)
    public Optional<Caller> session(String sessionUuid) {
        return rows.callerOf(AccountSession.keyOf(sessionUuid), sessions.now());
    }

    /** Who acts when work goes on for an account without a session of it: the account itself, with no more than its own rights. */
    @Transactional(readOnly = true)
    public Caller onBehalfOf(String accountUuid) {
        return new Caller(accountUuid, rows.isAdmin(accountUuid), accountUuid);
    }

    /** Ends the session; does nothing if there is none. */
    @Transactional
    public void logout(String sessionUuid) {
        rows.end(AccountSession.keyOf(sessionUuid));
    }

    /** Forgets failed logins that count no more, and the sessions that have expired; says how many of these. They have opened nothing since they did. */
    @Transactional
    public int sweepExpired() {
        passwords.sweep();
        return rows.endExpired(sessions.now());
    }

    private LoggedIn openSession(String accountUuid, String userUuid) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (rows.lock(accountUuid).isEmpty()) {
                throw GuardedPasswords.wrong(); // it was deleted meanwhile
            }
            Instant now = sessions.now();
            int most = sessions.properties().perAccount();
            if (rows.liveSessions(userUuid, now) >= most) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not log in: the account or user has " + most
                        + " live sessions, which is the limit. Log out of some, or wait until they expire.");
            }
            var opened = new LoggedIn(ResourceUuid.random(), accountUuid, userUuid, now, now.plus(sessions.properties().lifetime()));
            rows.enter(new AccountSession(opened));
            return opened;
        }));
    }
}
