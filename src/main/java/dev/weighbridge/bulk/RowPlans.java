package dev.weighbridge.bulk;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelPlaces;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.plan.Plan;
import dev.weighbridge.plan.PlanRequest;
import dev.weighbridge.plan.Planner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what requesting the model of a row would do. For many threads. */
@Component
final class RowPlans {

    private final RowTable table;

    private final RowRequests requests;

    private final Planner planner;

    RowPlans(RowTable table, RowRequests requests, Planner planner) {
        this.table = table;
        this.requests = requests;
        this.planner = planner;
    }

    /**
     * A row that was looked at.
     *
     * @param plan null if the inventory has it, or it cannot be planned
     * @param failure why it cannot be planned; null if it can, or need not be
     */
    record Planned(RowTable.Key key, @Nullable Plan plan, @Nullable Failure failure) {}

    /** Asks the row's source. */
    Planned plan(RunTable.Work run, PendingRow row) {
        var key = new RowTable.Key(run.uuid(), row.position());
        RowRequests.Checked checked = requests.check(run, row);
        GivenFields given = checked.given();
        if (given == null) {
            return new Planned(key, null, checked.failure());
        }
        try {
            return new Planned(key, planner.plan(new PlanRequest(run.accountUuid(), given.modelCenterUuid(), given.installPath(),
                    requests.token(key, row), ModelPlaces.wantedOf(given))), null);
        } catch (IngestionException refused) {
            return new Planned(key, null, Failure.of(refused));
        }
    }

    /** Writes down what was found out. */
    void settle(Planned planned) {
        Plan plan = planned.plan();
        if (planned.failure() != null) {
            table.failed(planned.key(), planned.failure());
        } else if (plan == null) {
            table.present(planned.key());
        } else {
            table.planned(planned.key(), plan);
        }
    }
}
