package dev.weighbridge.bulk;

import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.request.Wishes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may want of a bulk import as a whole. For many threads. */
@Component
public class BulkWishes {

    private final RunTable runs;

    private final JdbcClient sql;

    private final Wishes wishes;

    private final WorkQueue queue;

    private final TransactionTemplate transaction;

    BulkWishes(RunTable runs, JdbcClient sql, Wishes wishes, WorkQueue queue, TransactionTemplate transaction) {
        this.runs = runs;
        this.sql = sql;
        this.wishes = wishes;
        this.queue = queue;
        this.transaction = transaction;
    }

    /**
     * Requests nothing more, and lays aside what was requested. Does nothing if it is paused.
     *
     * @throws IngestionException NOT_FOUND; CONFLICT if it was cancelled
     */
    public void pause(String uuid) {
        transaction.executeWithoutResult(status -> {
            held(uuid, "pause");
            runs.set(uuid, Stage.PAUSED);
            wishes.pauseRun(uuid);
        });
    }

    /**
     * Goes on where it was paused. Does nothing if it is not paused.
     *
     * @throws IngestionException NOT_FOUND; CONFLICT if it was cancelled
     */
    public void resume(String uuid) {
        transaction.executeWithoutResult(status -> {
            held(uuid, "resume");
            runs.set(uuid, Stage.OPEN);
            work(uuid);
        });
        wishes.resumeRun(uuid);
    }

    /**
     * Ends it: nothing more is requested, and what has not ended is cancelled. Models that are in the inventory stay. Does nothing more if it was
     * cancelled.
     *
     * @throws IngestionException NOT_FOUND
     */
    public void cancel(String uuid) {
        transaction.executeWithoutResult(status -> {
            hold(uuid);
            runs.set(uuid, Stage.CANCELLED);
            sql.sql("update bulk_row set state = 'CANCELLED', token = null where run_uuid = :run and state = 'PENDING'").param("run", uuid)
                    .update();
        });
        wishes.cancelRun(uuid);
    }

    /**
     * Requests, or plans, once more what has failed: rows that could be read and were not accepted, and models that could not be brought in. A token that
     * came with a row is not kept once its model was requested; the model centre's own credentials count then.
     *
     * @return how many rows
     * @throws IngestionException NOT_FOUND; CONFLICT if it was cancelled
     */
    public int retryFailed(String uuid) {
        Integer count = transaction.execute(status -> {
            held(uuid, "try again the rows of");
            int rows = sql.sql("""
                    update bulk_row set state = 'PENDING', ingestion_uuid = null, failure_kind = null, failure_message = null
                    where run_uuid = :run and fields is not null and (state = 'FAILED' or state = 'REQUESTED' and exists
                        (select 1 from ingestion i where i.uuid = bulk_row.ingestion_uuid and i.state = 'FAILED'))""").param("run", uuid)
                    .update();
            sql.sql("update bulk_run set told = false where uuid = :uuid").param("uuid", uuid).update();
            work(uuid);
            return rows;
        });
        return count == null ? 0 : count;
    }

    private void work(String uuid) {
        queue.enter(Lane.BACKGROUND, BulkHandler.NAME, uuid);
    }

    private void held(String uuid, String wish) {
        if (hold(uuid) == Stage.CANCELLED) {
            throw new IngestionException(FailureKind.CONFLICT, "Could not " + wish + " the bulk import " + uuid
                    + ": it was cancelled. Import its list again: what is in the inventory is not requested twice.");
        }
    }

    private Stage hold(String uuid) {
        Optional<Stage> stage = runs.hold(uuid).filter(found -> found != Stage.READING);
        return stage.orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the bulk import " + uuid + ": there is none with this uuid, or its list is still coming in. Check it."));
    }
}
