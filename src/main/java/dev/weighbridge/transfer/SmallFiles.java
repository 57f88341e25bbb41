package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.UploadPart;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moves files of one part each: many at once, with two database writes for all of them together. For many threads. */
@Component
final class SmallFiles {

    /** Of a file that can only be begun again where it broke. */
    private static final int FETCHES = 5;

    private final BlobStore store;

    private final Ledger ledger;

    private final MemoryBudget budget;

    private final TransferThreads threads;

    private final Failpoints failpoints;

    SmallFiles(BlobStore store, Ledger ledger, MemoryBudget budget, TransferThreads threads, Failpoints failpoints) {
        this.store = store;
        this.ledger = ledger;
        this.budget = budget;
        this.threads = threads;
        this.failpoints = failpoints;
    }

    /**
     * Moves a group of files. When it returns, they are in the store and their blobs are READY; when it throws, those that arrived are, too.
     *
     * @throws InterruptedException when the node shuts down
     */
    void move(TransferOrder order, List<FileTask> group) throws InterruptedException {
        Map<Integer, String> blobs = new LinkedHashMap<>();
        group.forEach(task -> blobs.put(task.position(), ResourceUuid.random()));
        ledger.intend(order.attempt(), blobs);
        failpoints.reached(Failpoint.INTENT_WRITTEN);
        List<Callable<Landed>> moves = group.stream()
                .<Callable<Landed>>map(task -> () -> fetched(order, task, blobs.getOrDefault(task.position(), ""))).toList();
        settle(order, threads.smallFiles().invokeAll(moves));
    }

    private void settle(TransferOrder order, List<Future<Landed>> moves) throws InterruptedException {
        List<Landed> landed = new ArrayList<>();
        Throwable failure = null;
        for (Future<Landed> move : moves) {
            try {
                landed.add(move.get());
            } catch (ExecutionException failed) {
                failure = worse(failure, failed.getCause());
            }
        }
        if (!landed.isEmpty()) {
            ledger.settle(order.attempt(), landed);
            failpoints.reached(Failpoint.BLOB_READY);
        }
        switch (failure) {
            case null -> {}
            case InterruptedException stopped -> throw stopped;
            case RuntimeException known -> throw known;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Where waiting does not help for one of the files, it does not help for the model. */
    private static @Nullable Throwable worse(@Nullable Throwable one, @Nullable Throwable other) {
        return one == null || (one instanceof IngestionException first && first.kind().waitingHelps()) ? other : one;
    }

    /**
     * A file of which the source says nothing that would tell it from another can be begun again without asking whether it is the same, because nothing of it
     * has been kept.
     */
    private Landed fetched(TransferOrder order, FileTask task, String blob) throws InterruptedException {
        boolean cannotGoOn = task.source().validator() == null && task.source().announced() == null;
        for (int fetch = 1;; fetch++) {
            try {
                return fetch(order, task, blob);
            } catch (IngestionException broken) {
                if (broken.kind() != FailureKind.SOURCE_CHANGED || !cannotGoOn || fetch == FETCHES) {
                    throw broken;
                }
            }
        }
    }

    private Landed fetch(TransferOrder order, FileTask task, String blob) throws InterruptedException {
        int size = Math.toIntExact(task.source().size());
        // One byte more than was listed, so that a file that has grown shows.
        try (MemoryBudget.Buffer buffer = budget.take(size + 1);
                var reader = new ReopeningReader(order.source(), task.source(), order.access(), 0)) {
            var sum = new CRC32C();
            int length = reader.fill(buffer.bytes(), size + 1, sum);
            reader.confirmUnchanged();
            RunningDigest digest = RunningDigest.start(task.source());
            digest.update(buffer.bytes(), length);
            FileDigests digests = digest.finishAll();
            Announcement.verify(task.source(), length, digests, task.tries() == 0 ? "" : " It was fetched twice.");
            put(blob, UploadPart.checked(1, 0, buffer.bytes(), length, (int) sum.getValue()));
            return new Landed(task, blob, length, digests.sha256(), length, null);
        }
    }

    private void put(String blob, UploadPart whole) {
        try (BlobUpload upload = store.create(blob, BlobShape.ONE_PART)) {
            failpoints.reached(Failpoint.UPLOAD_CREATED);
            String receipt = upload.put(whole);
            failpoints.reached(Failpoint.PART_UPLOADED);
            upload.complete(whole.length(), List.of(receipt));
            failpoints.reached(Failpoint.UPLOAD_COMPLETE);
        }
    }
}
