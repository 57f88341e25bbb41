package dev.weighbridge.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and deletes users of accounts. Who may do that, its callers see to. For many threads. */
@Service
public class AccountUsers {

    private static final int MOST = 1000;

    private final UserRows rows;

    private final AccountRows accounts;

    private final AccountQueries queries;

    private final Passwords passwords;

    private final Clock clock;

    AccountUsers(UserRows rows, AccountRows accounts, AccountQueries queries, Passwords passwords, Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.queries = queries;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<AccountUser> find(String uuid) {
        return rows.find(uuid);
    }

    /** @throws IngestionException INVALID_REQUEST, also if the account has a user of this name; LIMIT_EXCEEDED if it has too many */
    @Transactional
    public AccountUser add(String accountUuid, Credential given) {
        given.check();
        String uuid = Objects.requireNonNullElseGet(given.resourceUuid(), ResourceUuid::random);
        var user = new UserRows.NewUser(uuid, accountUuid, given.newName(), passwords.hash(given.newPassword()), given.description());
        accounts.lock(accountUuid);
        if (queries.count(AccountUser.class, (row, query, sql) -> sql.equal(row.get("accountUuid"), accountUuid)) >= MOST) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not create the user: the account has " + MOST + ", which is the limit. Delete those that are not needed.");
        }
        // An account's uuid is that of its first user: nobody else may have it, or would pass for the account itself.
        if (accounts.find(uuid).isPresent()) {
            throw used("resourceUuid", null);
        }
        try {
            rows.enter(user, now());
        } catch (DuplicateKeyException already) {
            throw used("name] or field[resourceUuid", already);
        }
        return rows.find(uuid).orElseThrow();
    }

    /**
     * Changes what is given. With the password all sessions of the user end.
     *
     * @throws IngestionException INVALID_REQUEST, NOT_FOUND
     */
    @Transactional
    public AccountUser change(String uuid, Credential given) {
        given.check();
        AccountUser user = rows.find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not change the user: invalid field[uuid], resource[uuid:" + uuid + ", type:UserVO] not found. Check it."));
        String description = given.description() == null ? user.getDescription() : given.description();
        try {
            rows.describe(uuid, Objects.requireNonNullElse(given.name(), user.getName()), description, now());
        } catch (DuplicateKeyException already) {
            throw used("name", already);
        }
        if (given.password() != null) {
            rows.changePassword(uuid, passwords.hash(given.password()), now());
            accounts.endAllOf(uuid);
        }
        return rows.reread(user);
    }

    /** Deletes a user with its sessions and access keys; does nothing if there is none. */
    @Transactional
    public void delete(String uuid) {
        if (rows.find(uuid).isPresent()) {
            accounts.endAllOf(uuid);
            rows.delete(uuid);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static IngestionException used(String field, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not run the call: field[" + field + "] is already in use by a user. Choose another and call again.", cause);
    }
}
