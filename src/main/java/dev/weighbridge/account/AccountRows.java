package dev.weighbridge.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of accounts, their users and sessions. */
@Repository
class AccountRows {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRows.class);

    private final EntityManager entities;

    private final JdbcTemplate jdbc;

    AccountRows(EntityManager entities, JdbcTemplate jdbc) {
        this.entities = entities;
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<Account> named(String name) {
        return entities.createQuery("select a from Account a where a.name = :name", Account.class).setParameter("name", name)
                .getResultList().stream()
                .findFirst();
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(String uuid) {
        return Optional.ofNullable(entities.find(Account.class, uuid));
    }

    /** Whether the name, in whatever case, is that of another account. */
    boolean isUsedByAnother(String name, String uuid) {
        return entities.createQuery("select count(*) from Account a where lower(a.name) = lower(:name) and a.uuid <> :uuid", Long.class)
                .setParameter("name", name).setParameter("uuid", uuid).getSingleResult() > 0;
    }

    /** Until the caller's transaction ends, nobody else gets past this for the same account. */
    Optional<Account> lock(String accountUuid) {
        return Optional.ofNullable(entities.find(Account.class, accountUuid, LockModeType.PESSIMISTIC_WRITE));
    }

    long liveSessions(String userUuid, Instant now) {
        return entities
                .createQuery("select count(*) from AccountSession s where s.userUuid = :user and s.expiredDate > :now", Long.class)
                .setParameter("user", userUuid).setParameter("now", now).getSingleResult();
    }

    void enter(AccountSession session) {
        entities.persist(session);
    }

    /**
     * False if an account with this uuid or name is there. Not by way of Hibernate, which inserts in batches: PostgreSQL's driver puts the values of a
     * refused batch, here the password's hash, into its message, and so into the log.
     */
    boolean enterUnlessThere(Account account) {
        OffsetDateTime now = account.getCreateDate().atOffset(ZoneOffset.UTC);
        try {
            return jdbc.update("""
                    insert into account (uuid, name, password_hash, type, description, create_date, last_op_date)
                    values (?, ?, ?, ?, ?, ?, ?)""", account.getUuid(), account.getName(), account.passwordHash(), account.getType().name(),
                    account.getDescription(), now, now) == 1;
        } catch (DuplicateKeyException anotherWasFirst) {
            LOG.debug("The account {} is there already.", account.getName(), anotherWasFirst);
            return false;
        }
    }

    Optional<Caller> callerOf(String sessionKey, Instant now) {
        return entities.createQuery("""
                select new dev.weighbridge.account.Caller(a.uuid, a.type = :admin, s.userUuid)
                from AccountSession s join Account a on a.uuid = s.accountUuid
                where s.uuidSha256 = :key and s.expiredDate > :now""", Caller.class).setParameter("key", sessionKey)
                .setParameter("now", now)
                .setParameter("admin", Account.Type.ADMIN).getResultList().stream().findFirst();
    }

    boolean isAdmin(String accountUuid) {
        return entities.createQuery("select count(*) from Account a where a.uuid = :uuid and a.type = :admin", Long.class)
                .setParameter("uuid", accountUuid).setParameter("admin", Account.Type.ADMIN).getSingleResult() > 0;
    }

    /** The old password's sessions end with it; those of the account's users do not. */
    void changePassword(String accountUuid, String newHash, Instant now) {
        entities.createQuery("update Account a set a.passwordHash = :hash, a.lastOpDate = :now where a.uuid = :uuid")
                .setParameter("hash", newHash)
                .setParameter("now", now).setParameter("uuid", accountUuid).executeUpdate();
        endAllOf(accountUuid);
    }

    void describe(String accountUuid, String name, @Nullable String description, Instant now) {
        entities.createQuery("""
                update Account a set a.name = :name, a.description = :description, a.lastOpDate = :now where a.uuid = :uuid""")
                .setParameter("name", name).setParameter("description", description).setParameter("now", now)
                .setParameter("uuid", accountUuid).executeUpdate();
    }

    /** What stands in the row after statements that Hibernate did not see. */
    Account reread(Account account) {
        entities.refresh(account);
        return account;
    }

    void delete(String accountUuid) {
        entities.createQuery("delete from Account a where a.uuid = :uuid").setParameter("uuid", accountUuid).executeUpdate();
    }

    void end(String sessionKey) {
        entities.createQuery("delete from AccountSession s where s.uuidSha256 = :key").setParameter("key", sessionKey).executeUpdate();
    }

    /** Whoever holds a session of the user holds none any more. */
    void endAllOf(String userUuid) {
        entities.createQuery("delete from AccountSession s where s.userUuid = :user").setParameter("user", userUuid).executeUpdate();
    }

    int endExpired(Instant now) {
        return entities.createQuery("delete from AccountSession s where s.expiredDate <= :now").setParameter("now", now).executeUpdate();
    }
}
