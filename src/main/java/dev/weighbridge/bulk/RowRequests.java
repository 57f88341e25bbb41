package dev.weighbridge.bulk;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.request.Way;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests the model of a row, once. For many threads and nodes. */
@Component
class RowRequests {

    /** Each round is lost to an equal request that came in at the same moment; in the next it is found. */
    private static final int ROUNDS = 5;

    private final RowTable table;

    private final RequestIntake intake;

    private final ListedCenters centers;

    private final Inventory inventory;

    private final Steady steady;

    RowRequests(RowTable table, RequestIntake intake, ListedCenters centers, Inventory inventory, Steady steady) {
        this.table = table;
        this.intake = intake;
        this.centers = centers;
        this.inventory = inventory;
        this.steady = steady;
    }

    /** What makes a row's request and its state one. */
    @Component
    record Steady(TransactionTemplate transaction, SecretBox box, Failpoints failpoints) {}

    /**
     * A row that was looked at.
     *
     * @param given what to request; null if there is nothing to request
     * @param failure why it cannot be requested; null if the inventory has it, or it can be
     */
    record Checked(PendingRow row, @Nullable GivenFields given, @Nullable Failure failure) {}

    /** Finds out what to request for a row. */
    Checked check(RunTable.Work run, PendingRow row) {
        try {
            GivenFields given = row.fields().in(centers.of(run.accountUuid(), row.fields(), run.modelCenterUuid()));
            return new Checked(row, isThere(given, run.accountUuid()) ? null : given, null);
        } catch (IngestionException refused) {
            return new Checked(row, null, Failure.of(refused));
        }
    }

    /** Makes the request, and writes down in the same transaction that it was made; or writes down why there is none. */
    void settle(RunTable.Work run, Checked checked) {
        var key = new RowTable.Key(run.uuid(), checked.row().position());
        GivenFields given = checked.given();
        if (checked.failure() != null) {
            table.failed(key, checked.failure());
        } else if (given == null) {
            table.present(key);
        } else {
            request(run, key, given, checked.row());
        }
    }

    private void request(RunTable.Work run, RowTable.Key key, GivenFields given, PendingRow row) {
        try {
            var way = new Way(Origin.BULK, run.uuid(), row.fields().priorityOr(run.priority()), false);
            enter(key, new ModelRequest(run.accountUuid(), way, Makes.MODEL, given, token(key, row), null));
            steady.failpoints().reached(Failpoint.BULK_ROW_REQUESTED);
        } catch (IngestionException refused) {
            table.failed(key, Failure.of(refused));
        }
    }

    private void enter(RowTable.Key key, ModelRequest request) {
        for (int round = 1;; round++) {
            try {
                steady.transaction().executeWithoutResult(status -> {
                    if (table.hold(key)) {
                        table.requested(key, intake.accept(request).ingestionUuid());
                    }
                });
                return;
            } catch (DuplicateKeyException | ConcurrencyFailureException | UnexpectedRollbackException | UncategorizedSQLException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }

    /** The row's token in clear, or null. */
    @Nullable
    String token(RowTable.Key key, PendingRow row) {
        return row.token() == null ? null
                : steady.box().decrypt(Base64.decodeBase64(row.token()), Incoming.belongsTo(key.runUuid(), key.position()));
    }

    /** Whether the account has this model already: of the same centre, name, place and version. */
    boolean isThere(GivenFields given, String accountUuid) {
        Specification<Model> same = (model, query, is) -> is.and(is.equal(model.get("accountUuid"), accountUuid),
                is.equal(model.get("modelCenterUuid"), given.modelCenterUuid()), is.equal(model.get("name"), given.name()),
                is.equal(model.get("installPath"), given.installPath()),
                given.version() == null ? is.isNull(model.get("version")) : is.equal(model.get("version"), given.version()));
        return inventory.count(same) > 0;
    }

}
