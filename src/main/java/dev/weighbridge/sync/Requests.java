package dev.weighbridge.sync;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.request.Way;
import dev.weighbridge.sync.Treatment.Approval;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The second step of a run: asks the intake for what is new or changed. For many threads. */
@Component
final class Requests {

    private static final Makes OF_THE_PLATFORM = new Makes(ArtifactKind.MODEL, true);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SyncItems items;

    private final SyncRuns runs;

    private final RequestIntake intake;

    private final TransactionTemplate transaction;

    Requests(SyncItems items, SyncRuns runs, RequestIntake intake, TransactionTemplate transaction) {
        this.items = items;
        this.runs = runs;
        this.intake = intake;
        this.transaction = transaction;
    }

    /** Requests one; the ingestion and what we know of it are there together or not at all. False if nothing is left. */
    boolean next(SyncRun run, SyncPolicy policy) {
        Optional<String> key = items.next(run.uuid(), Known.State.PENDING);
        key.ifPresent(next -> {
            try {
                transaction.executeWithoutResult(status -> items.hold(policy.uuid(), next, run.uuid(), Known.State.PENDING).ifPresent(
                        item -> items.requested(policy.uuid(), item, run.uuid(),
                                intake.accept(request(run, policy, item)).ingestionUuid())));
            } catch (IngestionException refused) {
                refused(run, policy, next, refused);
            }
        });
        return key.isPresent();
    }

    private void refused(SyncRun run, SyncPolicy policy, String key, IngestionException refused) {
        transaction.executeWithoutResult(status -> items.hold(policy.uuid(), key, run.uuid(), Known.State.PENDING).ifPresent(item -> {
            items.refused(policy.uuid(), key, refused.kind());
            runs.failed(run.uuid(), Failure.of(refused));
        }));
    }

    private static ModelRequest request(SyncRun run, SyncPolicy policy, SyncItems.Pending item) {
        Treatment treatment = policy.rules().treatment();
        var way = new Way(Origin.SYNC, run.uuid(), treatment.priority(), treatment.approval() == Approval.MANUAL);
        String id = item.id();
        // The id decides the lineage, because two organisations may have a model of one name.
        var given = new GivenFields(FollowedModels.lastPart(id), item.reference(), policy.given().modelCenterUuid(), null,
                parameters(policy.rules()), null, null, null, null, item.version(), null, null, null,
                id.length() <= 255 ? id : Known.key(id, ""), null, null, null, null, null, null, null);
        return new ModelRequest(policy.accountUuid(), way, OF_THE_PLATFORM, given, null, null);
    }

    /** The files that are wanted, and how fast, as AddModel takes them. */
    private static @Nullable String parameters(SyncRules rules) {
        Wanted wanted = rules.wanted();
        ObjectNode choice = JSON.createObjectNode();
        putAll(choice, "include", wanted.include());
        putAll(choice, "exclude", wanted.exclude());
        if (wanted.weights() != null) {
            choice.put("weights", wanted.weights());
        }
        if (rules.schedule().bandwidth() != null) {
            choice.put("bandwidth", rules.schedule().bandwidth());
        }
        return choice.isEmpty() ? null : JSON.createObjectNode().set("weighbridge", choice).toString();
    }

    private static void putAll(ObjectNode choice, String key, List<String> patterns) {
        if (!patterns.isEmpty()) {
            patterns.forEach(choice.putArray(key)::add);
        }
    }
}
