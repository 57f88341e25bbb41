package dev.weighbridge.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.PersistenceException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and deletes accounts. Who may do that, its callers see to. For many threads. */
@Service
public class AccountRegister {

    private final AccountRows rows;

    private final Passwords passwords;

    private final List<Belongings> belongings;

    private final Clock clock;

    AccountRegister(AccountRows rows, Passwords passwords, List<Belongings> belongings, Clock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.belongings = belongings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(String uuid) {
        return rows.find(uuid);
    }

    /**
     * Makes an ordinary account.
     *
     * @throws IngestionException INVALID_REQUEST, also if there is an account of this name (in whatever case) or uuid
     */
    @Transactional
    public Account add(Credential given) {
        given.check();
        String uuid = Objects.requireNonNullElseGet(given.resourceUuid(), ResourceUuid::random);
        String name = given.newName();
        var account = new Account(uuid, name, passwords.hash(given.newPassword()), Account.Type.NORMAL, now())
                .describedAs(given.description());
        if (rows.isUsedByAnother(name, uuid)) {
            throw used("name");
        }
        if (!rows.enterUnlessThere(account)) {
            throw used("name] or field[resourceUuid");
        }
        return account;
    }

    /**
     * Changes what is given. With the password all sessions that were opened with it end; access keys go on working. The administrator keeps its name.
     *
     * @throws IngestionException NOT_FOUND, INVALID_REQUEST
     */
    @Transactional
    public Account change(String uuid, Credential given) {
        given.check();
        Account account = rows.lock(uuid).orElseThrow(() -> unknown(uuid));
        String name = Objects.requireNonNullElse(given.name(), account.getName());
        if (account.getType() == Account.Type.ADMIN && !name.equals(account.getName())) {
            throw Credential.invalid("name", "of the administrator cannot be changed");
        }
        if (rows.isUsedByAnother(name, uuid)) {
            throw used("name");
        }
        String description = Objects.requireNonNullElse(given.description(), Objects.requireNonNullElse(account.getDescription(), ""));
        try {
            rows.describe(uuid, name, description.isEmpty() ? null : description, now());
        } catch (DataIntegrityViolationException | PersistenceException usedMeanwhile) {
            throw used("name", usedMeanwhile);
        }
        if (given.password() != null) {
            rows.changePassword(uuid, passwords.hash(given.password()), now());
        }
        return rows.reread(account);
    }

    /**
     * Deletes an account with its users, sessions, access keys and quotas. It must own nothing else; what is only history becomes that of the
     * administrator. Does nothing if there is none.
     *
     * @throws IngestionException FORBIDDEN for the administrator, CONFLICT if it still owns something; the caller's transaction can only roll back
     *     then
     */
    @Transactional
    public void delete(String uuid) {
        if (uuid.equals(Account.ADMIN_UUID)) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not delete the account admin: there must be one that may do everything. Delete others.");
        }
        if (rows.lock(uuid).isEmpty()) {
            return;
        }
        belongings.forEach(some -> some.handOver(uuid, Account.ADMIN_UUID));
        try {
            rows.delete(uuid);
        } catch (DataIntegrityViolationException | PersistenceException inUse) {
            throw new IngestionException(FailureKind.CONFLICT, "Could not delete the account " + uuid
                    + ": it still owns something. Delete what it owns first.", inUse);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static IngestionException used(String field) {
        return used(field, null);
    }

    private static IngestionException used(String field, @Nullable Throwable cause) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not run the call: field[" + field + "] is already in use by an account. Choose another and call again.", cause);
    }

    private static IngestionException unknown(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not change the account: invalid field[uuid], resource[uuid:" + uuid + ", type:AccountVO] not found. Check it.");
    }
}
