package dev.weighbridge.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of access keys. */
@Repository
class KeyRows {

    private final EntityManager entities;

    private final JdbcClient sql;

    KeyRows(EntityManager entities, JdbcClient sql) {
        this.entities = entities;
        this.sql = sql;
    }

    @Transactional(readOnly = true)
    public Optional<AccessKey> find(String uuid) {
        return entities.createQuery("select k from AccessKey k where k.uuid = :uuid", AccessKey.class).setParameter("uuid", uuid)
                .getResultList().stream().findFirst();
    }

    /** What stands in the row after statements that Hibernate did not see. */
    AccessKey reread(AccessKey key) {
        entities.refresh(key);
        return key;
    }

    /** A key and for whom it opens. */
    record Holder(AccessKey key, Account.Type type) {}

    @Transactional(readOnly = true)
    public Optional<Holder> holder(String accessKeyId) {
        return entities.createQuery("""
                select new dev.weighbridge.account.KeyRows$Holder(k, a.type) from AccessKey k join Account a on a.uuid = k.accountUuid
                where k.AccessKeyID = :id""", Holder.class).setParameter("id", accessKeyId).getResultList().stream().findFirst();
    }

    /** A key as it comes in. */
    record NewKey(String uuid, String accountUuid, String userUuid, String accessKeyId, @Nullable String description) {}

    /** @throws org.springframework.dao.DuplicateKeyException if the uuid or the id is used */
    void enter(NewKey key, byte[] encryptedSecret, Instant at) {
        sql.sql("""
                insert into access_key (uuid, account_uuid, user_uuid, access_key_id, secret, description, state, create_date, last_op_date)
                values (:uuid, :account, :user, :id, :secret, :description, 'ENABLED', :now, :now)""").param("uuid", key.uuid())
                .param("account", key.accountUuid()).param("user", key.userUuid()).param("id", key.accessKeyId())
                .param("secret", encryptedSecret).param("description", key.description()).param("now", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void change(String uuid, AccessKey.State state, Instant at) {
        sql.sql("update access_key set state = :state, last_op_date = :now where uuid = :uuid").param("state", state.name())
                .param("now", at.atOffset(ZoneOffset.UTC)).param("uuid", uuid).update();
    }

    void delete(String uuid) {
        sql.sql("delete from access_key where uuid = :uuid").param("uuid", uuid).update();
    }
}
