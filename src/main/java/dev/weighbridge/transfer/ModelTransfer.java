package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.IngestionFiles;
import org.springframework.stereotype.Component;

/**
 * Brings every listed file of an ingestion into the store that is not there yet. May be called again after any failure or crash, by any node: what is done
 * is not done again. For many threads, one per ingestion.
 */
@Component
public class ModelTransfer {

    /** Files of one part that share their database writes; bounds what a crash makes be fetched again. */
    private static final int GROUP = 64;

    /** A digest that does not agree is tried once more: a damaged transfer looks the same as a wrong announcement. */
    private static final int TRIES = 2;

    private final IngestionFiles files;

    private final Ledger ledger;

    private final SmallFiles smallFiles;

    private final LargeFiles largeFiles;

    private final TransferProperties properties;

    ModelTransfer(IngestionFiles files, Ledger ledger, SmallFiles smallFiles, LargeFiles largeFiles, TransferProperties properties) {
        this.files = files;
        this.ledger = ledger;
        this.smallFiles = smallFiles;
        this.largeFiles = largeFiles;
        this.properties = properties;
    }

    /**
     * Moves what is missing.
     *
     * @throws IngestionException if a file cannot be had; those that could be had are in the store
     * @throws dev.weighbridge.ingestion.FencedException if another attempt has taken over
     * @throws dev.weighbridge.ingestion.WishException if a person asked to stop
     * @throws InterruptedException when the node shuts down
     */
    public void move(TransferOrder order) throws InterruptedException {
        List<FileTask> missing = files.pending(order.attempt().ingestionUuid()).stream().filter(task -> !adopted(order, task)).toList();
        List<FileTask> small = missing.stream().filter(this::isSmall).toList();
        for (int from = 0; from < small.size(); from += GROUP) {
            List<FileTask> group = small.subList(from, Math.min(from + GROUP, small.size()));
            tried(order, group, 1);
        }
        for (FileTask task : missing) {
            if (!isSmall(task)) {
                tried(order, List.of(task), 1);
            }
        }
    }

    private void tried(TransferOrder order, List<FileTask> group, int round) throws InterruptedException {
        try {
            if (isSmall(group.getFirst())) {
                smallFiles.move(order, group);
            } else {
                largeFiles.move(order, group.getFirst());
            }
        } catch (IngestionException failed) {
            if (failed.kind() != FailureKind.DIGEST_MISMATCH || round == TRIES) {
                throw failed;
            }
            tried(order, anew(order, group), round + 1);
        }
    }

    /** Those of the group that are still missing, to be fetched from their first byte. */
    private List<FileTask> anew(TransferOrder order, List<FileTask> group) {
        List<Integer> positions = group.stream().map(FileTask::position).toList();
        List<FileTask> again = new ArrayList<>();
        for (FileTask task : files.pending(order.attempt().ingestionUuid())) {
            if (positions.contains(task.position())) {
                again.add(ledger.beginAnew(order.attempt(), task));
            }
        }
        return again;
    }

    private boolean adopted(TransferOrder order, FileTask task) {
        return known(order, task).filter(stored -> ledger.adopt(order.attempt(), task, stored)).isPresent();
    }

    /** Bytes that this account has fetched before, so that it can be told that they are there. */
    private Optional<StoredFile> known(TransferOrder order, FileTask task) {
        Digest announced = task.source().announced();
        return files.fetchedBefore(order.accountUuid(), task.source())
                .filter(stored -> announced == null || announced.hex().equals(stored.sha256()))
                .or(() -> announced == null ? Optional.empty() : files.fetchedBefore(order.accountUuid(), announced));
    }

    private boolean isSmall(FileTask task) {
        return task.source().sizeIsKnown() && task.source().size() < properties.partSize().toBytes();
    }
}
