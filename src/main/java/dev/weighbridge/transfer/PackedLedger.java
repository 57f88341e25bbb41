package dev.weighbridge.transfer;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Fence;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PackedFiles;
import dev.weighbridge.store.Blobs;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the unpacking of a container writes down, each entry in a short transaction of its own that begins with the fence. For many threads. */
@Component
final class PackedLedger {

    private final TransactionTemplate transaction;

    private final Fence fence;

    private final PackedFiles files;

    private final Blobs blobs;

    private final Ledger ledger;

    PackedLedger(TransactionTemplate transaction, Fence fence, PackedFiles files, Blobs blobs, Ledger ledger) {
        this.transaction = transaction;
        this.fence = fence;
        this.files = files;
        this.blobs = blobs;
        this.ledger = ledger;
    }

    /** Forgets an earlier pass. Returns the position of the first file that will come out. */
    int begin(Attempt attempt, int container) {
        Integer first = transaction.execute(status -> {
            fence.hold(attempt);
            return files.begin(attempt, container);
        });
        return Objects.requireNonNull(first);
    }

    /** Says which blob a file goes to, before its first byte. */
    void intend(Attempt attempt, int container, FileTask task) {
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt);
            blobs.intend(List.of(String.valueOf(task.blobUuid())));
            files.intend(attempt, container, task);
        });
    }

    /** Counts bytes of the container, and looks whether to go on. */
    void passed(Attempt attempt, long fetched) {
        transaction.executeWithoutResult(status -> fence.hold(attempt, fetched));
        ledger.count(attempt, fetched);
    }

    /** Makes the blobs READY; the container's digest has agreed. */
    void settle(Attempt attempt, List<Landed> landed) {
        ledger.settle(attempt, landed);
    }

    /**
     * Makes the files the model's.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if the source lists one of them itself, too
     */
    void finish(Attempt attempt, FileTask container, Collection<String> paths) {
        List<String> twice = files.listed(attempt, paths);
        if (!twice.isEmpty()) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not unpack '" + container.source().path() + "': it holds '"
                    + twice.getFirst() + "', which its source lists beside it, too. Remove one of them.");
        }
        transaction.executeWithoutResult(status -> {
            fence.hold(attempt);
            files.finish(attempt, container.position(), paths);
        });
    }
}
