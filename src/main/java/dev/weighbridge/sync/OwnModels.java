package dev.weighbridge.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.request.Removals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The models that policies have brought and that are still there: what a policy may mark or remove, and nothing else. For many threads. */
@Component
class OwnModels {

    /** Of a model whose source is gone. */
    static final String REMOVED = "removed-from-source";

    private static final String SELECT = """
            select m.uuid, m.account_uuid, m.lineage_uuid, m.version_semver, m.source_time, m.create_date, m.is_latest_version,
                (select count(*) from tag t where t.resource_uuid = m.uuid and t.kind = 'User') as tags
            from sync_request q join model m on m.uuid = q.model_uuid where q.policy_uuid = :policy and q.outcome = 'CAME'""";

    private final JdbcClient sql;

    private final Tags tags;

    private final Removals removals;

    OwnModels(JdbcClient sql, Tags tags, Removals removals) {
        this.sql = sql;
        this.tags = tags;
        this.removals = removals;
    }

    /** @param isTagged whether a person has tagged it */
    record Own(String uuid, String accountUuid, String lineageUuid, Version version, boolean isLatest, boolean isTagged) {}

    /** By what versions are compared. */
    record Version(String semver, @Nullable Instant sourceTime, Instant createDate) {}

    List<Own> ofPolicy(String policyUuid) {
        return sql.sql(SELECT + " order by m.uuid").param("policy", policyUuid).query((row, number) -> own(row)).list();
    }

    List<Own> ofItem(String policyUuid, String key) {
        return sql.sql(SELECT + " and q.item_key = :key order by m.uuid").param("policy", policyUuid).param("key", key)
                .query((row, number) -> own(row)).list();
    }

    /** Takes it out of the inventory; does nothing if it is not there any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(String uuid) {
        try {
            if (sql.sql("select count(*) from model where uuid = :uuid").param("uuid", uuid).query(Integer.class).single() > 0) {
                removals.removeModel(uuid);
            }
        } catch (IngestionException failed) {
            if (failed.kind() != FailureKind.NOT_FOUND) {
                throw failed;
            }
        }
    }

    /** Says of it that its source is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(Own model) {
        if (sql.sql("select uuid from model where uuid = :uuid for update").param("uuid", model.uuid()).query(String.class).optional()
                .isPresent()) {
            tags.addSystemTag(new TaggedResource(model.uuid(), TaggedResource.MODEL, model.accountUuid()), REMOVED);
        }
    }

    /** Says it no more of the models of items whose source is back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unmark(String policyUuid, Collection<String> keys) {
        for (String key : keys) {
            sql.sql("""
                    select t.uuid from tag t join sync_request q on q.model_uuid = t.resource_uuid
                    where q.policy_uuid = :policy and q.item_key = :key and t.kind = 'System' and t.tag = :tag""")
                    .param("policy", policyUuid)
                    .param("key", key).param("tag", REMOVED).query(String.class).list().forEach(tags::delete);
        }
    }

    private static Own own(ResultSet row) throws SQLException {
        var version = new Version(row.getString("version_semver"), SyncRows.optionalTime(row, "source_time"),
                SyncRows.time(row, "create_date"));
        return new Own(row.getString("uuid"), row.getString("account_uuid"), row.getString("lineage_uuid"), version,
                row.getBoolean("is_latest_version"), row.getInt("tags") > 0);
    }
}
