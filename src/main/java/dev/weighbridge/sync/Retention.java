package dev.weighbridge.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weighbridge.sync.OwnModels.Own;
import dev.weighbridge.version.Latest;
import dev.weighbridge.version.VersionedModel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes the versions that are too many. For many threads. */
@Component
final class Retention {

    private final JdbcClient sql;

    private final SyncPolicies policies;

    private final OwnModels models;

    private final TransactionTemplate transaction;

    Retention(JdbcClient sql, SyncPolicies policies, OwnModels models, TransactionTemplate transaction) {
        this.sql = sql;
        this.policies = policies;
        this.models = models;
        this.transaction = transaction;
    }

    /** Of all policies that have brought something since it was last done, or were changed. */
    void keepWhatIsWanted() {
        sql.sql("select uuid from sync_policy where retention_due order by uuid limit 100").query(String.class).list().forEach(uuid -> {
            // First, so that what comes meanwhile is looked at next time.
            transaction.executeWithoutResult(
                    status -> sql.sql("update sync_policy set retention_due = false where uuid = :uuid").param("uuid", uuid).update());
            policies.find(uuid).ifPresent(this::keepWhatIsWanted);
        });
    }

    private void keepWhatIsWanted(SyncPolicy policy) {
        Treatment treatment = policy.rules().treatment();
        Integer keep = treatment.keepVersions();
        if (keep == null) {
            return;
        }
        Map<String, List<Own>> lineages = models.ofPolicy(policy.uuid()).stream().collect(Collectors.groupingBy(Own::lineageUuid));
        lineages.values().stream().flatMap(versions -> tooMany(versions, keep).stream())
                .filter(model -> !model.isLatest() && !(treatment.keepTagged() && model.isTagged()))
                .forEach(model -> transaction.executeWithoutResult(status -> models.remove(model.uuid())));
    }

    /** All but the highest {@code keep}. */
    static List<Own> tooMany(List<Own> versions, int keep) {
        List<VersionedModel> rest = new ArrayList<>(
                versions.stream().map(model -> new VersionedModel(model.uuid(), model.version().semver(),
                        model.version().sourceTime(), model.version().createDate())).toList());
        for (int kept = 0; kept < keep && !rest.isEmpty(); kept++) {
            Latest.of(rest).ifPresent(rest::remove);
        }
        List<String> uuids = rest.stream().map(VersionedModel::uuid).toList();
        return versions.stream().filter(model -> uuids.contains(model.uuid())).toList();
    }
}
