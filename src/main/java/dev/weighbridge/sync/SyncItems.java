package dev.weighbridge.sync;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.source.CatalogEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is known of the models that policies follow, and the only writer of it. For many threads. */
@Component
class SyncItems {

    private static final String SELECT = """
            select i.*, (select count(*) from sync_request q join model m on m.uuid = q.model_uuid
                where q.policy_uuid = i.policy_uuid and q.item_key = i.item_key and q.revision = i.revision) as there from sync_item i\s""";

    private final JdbcClient sql;

    SyncItems(JdbcClient sql) {
        this.sql = sql;
    }

    /** Of all that a policy follows, or of one model and what lies in its folders. */
    @Transactional(readOnly = true)
    public List<Known> of(String policyUuid, @Nullable String onlyId) {
        return sql.sql(SELECT
                + "where i.policy_uuid = :policy and (cast(:id as varchar) is null or i.id = :id or i.id like :below) order by i.id, i.track")
                .param("policy", policyUuid).param("id", onlyId)
                .param("below", onlyId == null ? null : onlyId.replaceAll("[%_\\\\]", "\\\\$0") + "/%")
                .query(SyncRows::known).list();
    }

    /** Whether a policy knows a model of this name that is not gone. */
    @Transactional(readOnly = true)
    public boolean knows(String policyUuid, String id) {
        return of(policyUuid, id).stream().anyMatch(known -> known.state() != Known.State.GONE);
    }

    /**
     * Orders all who change a policy's items, requests and runs until the transaction ends: whoever does takes this lock first. False if there is no such policy
     * any more.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(String policyUuid) {
        return sql.sql("select uuid from sync_policy where uuid = :uuid for update").param("uuid", policyUuid).query(String.class)
                .optional().isPresent();
    }

    /** Writes down what a list has shown, and what this run is to request or remove. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(String policyUuid, String runUuid, List<Change> changes) {
        for (Change change : changes) {
            switch (change.what()) {
                case NEW, CHANGED -> pend(policyUuid, runUuid, change);
                case RETURNED -> set(policyUuid, change.key(), "state = 'KNOWN', listed = true");
                case UNCHANGED -> {
                    if (change.known() != null && !change.known().isListed()) {
                        set(policyUuid, change.key(), "listed = true");
                    }
                }
                case REMOVED ->
                        sql.sql("update sync_item set state = 'LEAVING', run_uuid = :run where policy_uuid = :policy and item_key = :key")
                                .param("run", runUuid).param("policy", policyUuid).param("key", change.key()).update();
                case FORGOTTEN ->
                        sql.sql("delete from sync_item where policy_uuid = :policy and item_key = :key").param("policy", policyUuid)
                                .param("key", change.key()).update();
            }
        }
    }

    private void pend(String policyUuid, String runUuid, Change change) {
        CatalogEntry entry = Objects.requireNonNull(change.entry());
        String statement = change.known() == null ? """
                insert into sync_item (policy_uuid, item_key, id, track, reference, revision, version, state, outcome, listed, run_uuid)
                values (:policy, :key, :id, :track, :reference, :revision, :version, 'PENDING', 'NONE', true, :run)""" : """
                update sync_item set reference = :reference, revision = :revision, version = :version, state = 'PENDING', listed = true, run_uuid = :run
                where policy_uuid = :policy and item_key = :key""";
        sql.sql(statement).param("policy", policyUuid).param("key", change.key()).param("id", entry.id()).param("track", entry.track())
                .param("reference", entry.reference()).param("revision", entry.revision()).param("version", entry.version())
                .param("run", runUuid).update();
    }

    private void set(String policyUuid, String key, String assignments) {
        sql.sql("update sync_item set " + assignments + " where policy_uuid = :policy and item_key = :key").param("policy", policyUuid)
                .param("key", key).update();
    }

    /** What is to be requested of a model. */
    record Pending(String key, String id, String reference, String revision, @Nullable String version) {}

    /** The next that a run has to request or remove. */
    @Transactional(readOnly = true)
    public Optional<String> next(String runUuid, Known.State state) {
        return sql.sql("select item_key from sync_item where run_uuid = :run and state = :state order by item_key limit 1")
                .param("run", runUuid)
                .param("state", state.name()).query(String.class).optional();
    }

    /** An item, locked with its policy until the transaction ends, if the run still has it to do. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Pending> hold(String policyUuid, String key, String runUuid, Known.State state) {
        if (!hold(policyUuid)) {
            return Optional.empty();
        }
        return sql.sql(
                "select * from sync_item where policy_uuid = :policy and item_key = :key and run_uuid = :run and state = :state for update")
                .param("policy", policyUuid).param("key", key).param("run", runUuid).param("state", state.name())
                .query((row, number) -> new Pending(row.getString("item_key"), row.getString("id"), row.getString("reference"),
                        row.getString("revision"), row.getString("version")))
                .optional();
    }

    /** It is requested, by this ingestion. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requested(String policyUuid, Pending item, String runUuid, String ingestionUuid) {
        sql.sql("delete from sync_request where policy_uuid = :policy and ingestion_uuid = :ingestion").param("policy", policyUuid)
                .param("ingestion", ingestionUuid).update();
        sql.sql("""
                insert into sync_request (policy_uuid, ingestion_uuid, item_key, run_uuid, revision, outcome)
                values (:policy, :ingestion, :key, :run, :revision, 'OPEN')""").param("policy", policyUuid)
                .param("ingestion", ingestionUuid)
                .param("key", item.key()).param("run", runUuid).param("revision", item.revision()).update();
        sql.sql("update sync_item set state = 'KNOWN', outcome = 'OPEN', failure_kind = null where policy_uuid = :policy and item_key = :key")
                .param("policy", policyUuid).param("key", item.key()).update();
    }

    /** It was not accepted. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refused(String policyUuid, String key, FailureKind kind) {
        sql.sql("update sync_item set state = 'KNOWN', outcome = 'FAILED', failure_kind = :kind where policy_uuid = :policy and item_key = :key")
                .param("kind", kind.name()).param("policy", policyUuid).param("key", key).update();
    }

    /** What its place has no more was treated as the rules say. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void gone(String policyUuid, String key) {
        set(policyUuid, key, "state = 'GONE'");
    }
}
