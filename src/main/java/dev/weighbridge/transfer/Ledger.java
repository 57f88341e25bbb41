package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Checkpoint;
import dev.weighbridge.ingestion.Checkpoints;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.FinishedFile;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.CompleteBlob;
import dev.weighbridge.store.PartSums;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transfer writes down, each entry in a short transaction of its own that begins with the fence. For many threads. */
@Component
final class Ledger {

    /** Each round is lost to another ingestion that made the same bytes READY at the same moment. */
    private static final int ROUNDS = 10;

    private final TransactionTemplate transaction;

    private final Fence fence;

    private final IngestionFiles files;

    private final Checkpoints checkpoints;

    private final Blobs blobs;

    private final TransferMeters meters;

    Ledger(TransactionTemplate transaction, Fence fence, Tables tables, TransferMeters meters) {
        this.transaction = transaction;
        this.fence = fence;
        this.files = tables.files();
        this.checkpoints = tables.checkpoints();
        this.blobs = tables.blobs();
        this.meters = meters;
    }

    /** What it writes to. */
    @Component
    record Tables(IngestionFiles files, Checkpoints checkpoints, Blobs blobs) {}

    /** Says which blobs the files at these positions go to, before their first byte. */
    void intend(Attempt attempt, Map<Integer, String> blobUuids) {
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt);
            blobs.intend(blobUuids.values());
            files.intend(attempt, blobUuids);
            checkpoints.forget(attempt, blobUuids.keySet());
        });
    }

    /** Moves a file's checkpoint behind its next part. */
    void checkpoint(Attempt attempt, int position, Checkpoint checkpoint, PartReceipt last) {
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt, last.size());
            checkpoints.advance(attempt, position, checkpoint, last);
        });
        meters.fetched(attempt, last.size());
    }

    /** Checks the fence where no entry is made: before an upload is completed. */
    void confirm(Attempt attempt) {
        transaction.executeWithoutResult(status -> fence.hold(attempt));
    }

    /** Makes the blobs of complete files READY, or takes those that hold the same bytes already. */
    void settle(Attempt attempt, Collection<Landed> landed) {
        List<Landed> inOrder = landed.stream().sorted(Comparator.comparing(Landed::sha256)).toList();
        long unrecorded = inOrder.stream().mapToLong(Landed::unrecorded).sum();
        retried(() -> {
            fence.hold(attempt, unrecorded);
            List<FinishedFile> finished = new ArrayList<>();
            Map<String, String> ready = blobs
                    .settle(inOrder.stream().map(file -> new CompleteBlob(file.blobUuid(), file.sha256(), file.size())).toList());
            for (Landed file : inOrder) {
                String blob = Objects.requireNonNull(ready.get(file.sha256()));
                PartSums sums = file.sums();
                if (sums != null && blob.equals(file.blobUuid())) {
                    blobs.keepSums(blob, sums);
                }
                finished.add(new FinishedFile(file.task().position(), stored(file, blob), true));
            }
            checkpoints.forget(attempt, finished.stream().map(FinishedFile::position).toList());
            files.finish(attempt, finished);
            return finished;
        });
        meters.fetched(attempt, unrecorded);
    }

    /**
     * Takes a blob that is in the store already instead of fetching the file.
     *
     * @return false if it is gone meanwhile
     */
    boolean adopt(Attempt attempt, FileTask task, StoredFile known) {
        boolean adopted = retried(() -> {
            fence.hold(attempt);
            if (!blobs.hold(known.blobUuid())) {
                return false;
            }
            Digest announced = task.source().announced();
            var stored = new StoredFile(task.source().path(), known.size(), known.sha256(), known.blobUuid(),
                    announced == null ? known.verifiedBy() : announced.algorithm());
            files.finish(attempt, List.of(new FinishedFile(task.position(), stored, false)));
            return true;
        });
        if (adopted) {
            meters.deduplicated(attempt, known.size());
        }
        return adopted;
    }

    /** Begins a file anew, whose bytes were not what was announced. */
    FileTask beginAnew(Attempt attempt, FileTask task) {
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt);
            files.beginAnew(attempt, task.position());
            checkpoints.forget(attempt, List.of(task.position()));
        });
        return new FileTask(task.position(), task.source(), task.tries() + 1, null);
    }

    /** Counts bytes in the node's metrics. */
    void count(Attempt attempt, long fetched) {
        meters.fetched(attempt, fetched);
    }

    /** Says that a file is fetched a second time, into the same blob. */
    void fetchAgain(Attempt attempt, int position) {
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt);
            files.fetchAgain(attempt, position);
            checkpoints.forget(attempt, List.of(position));
        });
    }

    private <T> T retried(Supplier<T> work) {
        for (int round = 1;; round++) {
            try {
                T result = transaction.execute(status -> work.get());
                return Objects.requireNonNull(result);
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }

    private static StoredFile stored(Landed file, String blob) {
        Digest announced = file.task().source().announced();
        return new StoredFile(file.task().source().path(), file.size(), file.sha256(), blob,
                announced == null ? null : announced.algorithm());
    }
}
