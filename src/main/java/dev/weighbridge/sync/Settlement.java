package dev.weighbridge.sync;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.IngestionState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what became of requests once their ingestions have ended. For many threads and nodes: each is settled once. */
@Component
final class Settlement {

    private static final int AT_A_TIME = 500;

    private static final String ENDED = """
            select q.policy_uuid, q.ingestion_uuid, q.item_key, q.run_uuid, q.revision, i.state, i.model_uuid, i.bytes_fetched, i.failure_kind,
                i.failure_message
            from sync_request q left join ingestion i on i.uuid = q.ingestion_uuid
            where q.outcome = 'OPEN' and (i.uuid is null or i.open_key is null)""";

    private final JdbcClient sql;

    private final SyncItems items;

    private final SyncRuns runs;

    private final TransactionTemplate transaction;

    Settlement(JdbcClient sql, SyncItems items, SyncRuns runs, TransactionTemplate transaction) {
        this.sql = sql;
        this.items = items;
        this.runs = runs;
        this.transaction = transaction;
    }

    /** @param modelUuid null if it made none */
    private record Ended(String policyUuid, String ingestionUuid, String key, String runUuid, String revision, Known.Outcome outcome,
            @Nullable String modelUuid, long bytes, @Nullable Failure failure) {}

    /** Settles what has ended, of all policies. */
    void settle() {
        List<Ended> some = ended("", null);
        some.forEach(this::settle);
    }

    /** Settles what has ended of one policy, with what a person has asked for again since. */
    void recall(String policyUuid) {
        transaction.executeWithoutResult(status -> {
            items.hold(policyUuid);
            sql.sql("""
                    insert into sync_request (policy_uuid, ingestion_uuid, item_key, run_uuid, revision, outcome)
                    select t.policy_uuid, i.uuid, min(t.item_key), t.run_uuid, min(t.revision), 'OPEN'
                    from sync_item t join ingestion i on i.run_uuid = t.run_uuid and i.install_path = t.reference
                    where t.policy_uuid = :policy and t.outcome in ('FAILED', 'CANCELLED') and not exists (
                        select 1 from sync_request q where q.policy_uuid = t.policy_uuid and q.ingestion_uuid = i.uuid)
                    group by t.policy_uuid, i.uuid, t.run_uuid""").param("policy", policyUuid).update();
            sql.sql("""
                    update sync_item set outcome = 'OPEN', failure_kind = null where policy_uuid = :policy and outcome in ('FAILED', 'CANCELLED')
                        and exists (select 1 from sync_request q where q.policy_uuid = sync_item.policy_uuid and q.item_key = sync_item.item_key
                            and q.revision = sync_item.revision and q.outcome = 'OPEN')""").param("policy", policyUuid).update();
        });
        for (List<Ended> some = ended(" and q.policy_uuid = :policy", policyUuid); !some.isEmpty();
                some = ended(" and q.policy_uuid = :policy", policyUuid)) {
            some.forEach(this::settle);
        }
    }

    private List<Ended> ended(String which, @Nullable String policyUuid) {
        return sql.sql(ENDED + which + " order by q.ingestion_uuid limit :limit").param("policy", policyUuid).param("limit", AT_A_TIME)
                .query((row, number) -> {
                    String state = row.getString("state");
                    Known.Outcome outcome = outcome(state);
                    String kind = row.getString("failure_kind");
                    Failure failure = outcome != Known.Outcome.FAILED ? null
                            : new Failure(kind == null ? FailureKind.INTERNAL : FailureKind.valueOf(kind),
                                    String.valueOf(row.getString("failure_message")));
                    return new Ended(row.getString("policy_uuid"), row.getString("ingestion_uuid"), row.getString("item_key"),
                            row.getString("run_uuid"), row.getString("revision"), outcome, row.getString("model_uuid"),
                            row.getLong("bytes_fetched"), failure);
                }).list();
    }

    /** An ingestion that is not there any more was swept with its account or by hand. */
    private static Known.Outcome outcome(@Nullable String state) {
        return switch (Optional.ofNullable(state).map(IngestionState::valueOf).orElse(IngestionState.CANCELLED)) {
            case SUCCEEDED -> Known.Outcome.CAME;
            case CANCELLED -> Known.Outcome.CANCELLED;
            default -> Known.Outcome.FAILED;
        };
    }

    private void settle(Ended ended) {
        transaction.executeWithoutResult(status -> {
            items.hold(ended.policyUuid());
            int mine = sql.sql("""
                    update sync_request set outcome = :outcome, model_uuid = :model
                    where policy_uuid = :policy and ingestion_uuid = :ingestion and outcome = 'OPEN'""")
                    .param("outcome", ended.outcome().name())
                    .param("model", ended.outcome() == Known.Outcome.CAME ? ended.modelUuid() : null).param("policy", ended.policyUuid())
                    .param("ingestion", ended.ingestionUuid()).update();
            if (mine == 1) {
                write(ended);
            }
        });
    }

    private void write(Ended ended) {
        Failure failure = ended.failure();
        // A newer revision may have been requested meanwhile; then only what came counts.
        sql.sql("""
                update sync_item set outcome = :outcome, failure_kind = :kind
                where policy_uuid = :policy and item_key = :key and revision = :revision and outcome = 'OPEN'""")
                .param("outcome", ended.outcome().name()).param("kind", failure == null ? null : failure.kind().name())
                .param("policy", ended.policyUuid()).param("key", ended.key()).param("revision", ended.revision()).update();
        runs.fetched(ended.runUuid(), ended.bytes());
        if (ended.outcome() == Known.Outcome.CAME) {
            sql.sql("update sync_item set came = :revision where policy_uuid = :policy and item_key = :key")
                    .param("revision", ended.revision())
                    .param("policy", ended.policyUuid()).param("key", ended.key()).update();
            sql.sql("update sync_policy set retention_due = true where uuid = :policy").param("policy", ended.policyUuid()).update();
        } else if (failure != null) {
            runs.failed(ended.runUuid(), failure);
        }
    }
}
