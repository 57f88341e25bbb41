package dev.weighbridge.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of accounts' users. Written without Hibernate, for the reason that {@link AccountRows#enterUnlessThere} gives. */
@Repository
class UserRows {

    private final EntityManager entities;

    private final JdbcClient sql;

    UserRows(EntityManager entities, JdbcClient sql) {
        this.entities = entities;
        this.sql = sql;
    }

    /** @param account its name or its uuid */
    @Transactional(readOnly = true)
    public Optional<AccountUser> named(String account, String name) {
        return entities.createQuery("""
                select u from AccountUser u join Account a on a.uuid = u.accountUuid
                where (a.name = :account or a.uuid = :account) and u.name = :name""", AccountUser.class).setParameter("account", account)
                .setParameter("name", name).getResultList().stream().findFirst();
    }

    @Transactional(readOnly = true)
    public Optional<AccountUser> find(String uuid) {
        return entities.createQuery("select u from AccountUser u where u.uuid = :uuid", AccountUser.class).setParameter("uuid", uuid)
                .getResultList().stream().findFirst();
    }

    /** What stands in the row after statements that Hibernate did not see. */
    AccountUser reread(AccountUser user) {
        entities.refresh(user);
        return user;
    }

    /** A user as it comes in. */
    record NewUser(String uuid, String accountUuid, String name, String passwordHash, @Nullable String description) {}

    /** @throws org.springframework.dao.DuplicateKeyException if the account has a user of the name, or the uuid is used */
    void enter(NewUser user, Instant at) {
        OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
        sql.sql("""
                insert into account_user (uuid, account_uuid, name, password_hash, description, create_date, last_op_date)
                values (:uuid, :account, :name, :hash, :description, :now, :now)""").param("uuid", user.uuid())
                .param("account", user.accountUuid()).param("name", user.name()).param("hash", user.passwordHash())
                .param("description", user.description()).param("now", now).update();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another user of the account has the name */
    void describe(String uuid, String name, @Nullable String description, Instant at) {
        sql.sql("update account_user set name = :name, description = :description, last_op_date = :now where uuid = :uuid")
                .param("name", name).param("description", description).param("now", at.atOffset(ZoneOffset.UTC)).param("uuid", uuid)
                .update();
    }

    void changePassword(String uuid, String newHash, Instant at) {
        sql.sql("update account_user set password_hash = :hash, last_op_date = :now where uuid = :uuid").param("hash", newHash)
                .param("now", at.atOffset(ZoneOffset.UTC)).param("uuid", uuid).update();
    }

    /** With its keys. */
    void delete(String uuid) {
        sql.sql("delete from access_key where user_uuid = :uuid").param("uuid", uuid).update();
        sql.sql("delete from account_user where uuid = :uuid").param("uuid", uuid).update();
    }
}
