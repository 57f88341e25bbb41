package dev.weighbridge.pipeline;

import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Attempts;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters the model or dataset, in one transaction: its row, its files, where its fields come from, the latest flag of a model's lineage, the ingestion's end,
 * and the work that follows (its manifest). Before it nobody can see it; if it fails, nothing of it is there.
 */
@Component
final class CommitStep implements AttemptStep {

    private final TransactionTemplate transaction;

    private final Rows rows;

    private final IngestionFiles files;

    private final WorkQueue queue;

    private final Failpoints failpoints;

    CommitStep(TransactionTemplate transaction, Rows rows, IngestionFiles files, WorkQueue queue, Failpoints failpoints) {
        this.transaction = transaction;
        this.rows = rows;
        this.files = files;
        this.queue = queue;
        this.failpoints = failpoints;
    }

    /** The rows that the commit changes. */
    @Component
    record Rows(Fence fence, Admission admission, Products products, Attempts attempts) {}

    @Override
    public void run(Attempt attempt, Work work) {
        Weighing weighing = Weighing.fromJson(Objects.requireNonNull(work.weighing(), "InspectStep comes first"));
        failpoints.reached(Failpoint.BEFORE_COMMIT);
        transaction.executeWithoutResult(status -> {
            rows.fence().hold(attempt);
            // Not before: until the ingestion is locked, a repair may move its files to another blob.
            List<StoredFile> stored = files.stored(attempt.ingestionUuid());
            rows.admission().admitForGood(work, stored.stream().mapToLong(StoredFile::size).sum());
            rows.products().of(work).enter(work, weighing, stored);
            rows.attempts().succeed(attempt);
            queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), work.modelUuid());
        });
        failpoints.reached(Failpoint.COMMITTED);
    }
}
