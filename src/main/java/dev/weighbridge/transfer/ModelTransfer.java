package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** While one group is entered in the database, the other is fetched. */
    private static final int GROUPS_AT_ONCE = 2;

    private final IngestionFiles files;

    private final Ledger ledger;

    private final SmallFiles smallFiles;

    private final LargeFiles largeFiles;

    private final Containers containers;

    private final KnownBytes known;

    private final TransferProperties properties;

    private final TransferMeters meters;

    ModelTransfer(Ledger.Tables tables, Ledger ledger, Movers movers, TransferProperties properties, TransferMeters meters) {
        this.files = tables.files();
        this.ledger = ledger;
        this.smallFiles = movers.smallFiles();
        this.largeFiles = movers.largeFiles();
        this.containers = movers.containers();
        this.known = movers.known();
        this.properties = properties;
        this.meters = meters;
    }

    /** Who moves which files. */
    @Component
    record Movers(SmallFiles smallFiles, LargeFiles largeFiles, Containers containers, KnownBytes known) {}

    /**
     * Moves what is missing.
     *
     * @throws IngestionException if a file cannot be had, or no layer holds one; those that could be had are in the store
     * @throws dev.weighbridge.ingestion.FencedException if another attempt has taken over
     * @throws dev.weighbridge.ingestion.WishException if a person asked to stop
     * @throws InterruptedException when the node shuts down
     */
    public void move(TransferOrder order) throws InterruptedException {
        try (var _ = meters.moving(order.attempt(), order.source().kind())) {
            moveMissing(order);
        }
    }

    private void moveMissing(TransferOrder order) throws InterruptedException {
        List<FileTask> missing = files.pending(order.attempt().ingestionUuid()).stream().filter(task -> !adopted(order, task)).toList();
        List<FileTask> small = missing.stream().filter(this::isSmall).toList();
        List<List<FileTask>> groups = new ArrayList<>();
        for (int from = 0; from < small.size(); from += GROUP) {
            groups.add(small.subList(from, Math.min(from + GROUP, small.size())));
        }
        new FilesTogether(GROUPS_AT_ONCE).each(groups,
                (group, calledOff) -> tried(order, group, some -> smallFiles.move(order, some)));
        List<List<FileTask>> large = missing.stream().filter(this::isLarge).map(List::of).toList();
        new FilesTogether(properties.largeFilesAtOnce()).each(large,
                (file, calledOff) -> tried(order, file, one -> largeFiles.move(order, one.getFirst(), calledOff)));
        for (FileTask task : missing) {
            if (task.source().container() != null) {
                tried(order, List.of(task), one -> containers.move(order, one.getFirst()));
            }
        }
        requireATree(order);
    }

    /** Layers of an image are passed over one by one when they hold nothing of the model, but not all of them; and together they have to make a tree. */
    private void requireATree(TransferOrder order) {
        Set<String> paths = files.stored(order.attempt().ingestionUuid()).stream().map(StoredFile::path).collect(Collectors.toSet());
        if (paths.isEmpty()) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not unpack the model: there is no file of it in any layer; an image holds them below /models/. Add another one.");
        }
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (paths.contains(path.substring(0, slash))) {
                    throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not take the model: '" + path.substring(0, slash)
                            + "' is a file in one place and a folder in another. Flatten the layers to one, and add the model again.");
                }
            }
        }
    }

    private interface Move {
        void of(List<FileTask> group) throws InterruptedException;
    }

    private void tried(TransferOrder order, List<FileTask> group, Move move) throws InterruptedException {
        try {
            move.of(group);
        } catch (IngestionException failed) {
            List<FileTask> again = failed.kind() == FailureKind.DIGEST_MISMATCH ? untriedOf(order, group) : List.of();
            if (again.isEmpty()) {
                throw failed;
            }
            move.of(again.stream().map(task -> ledger.beginAnew(order.attempt(), task)).toList());
        }
    }

    /** Those of the group that are still missing; none if one of them has been fetched a second time already. */
    private List<FileTask> untriedOf(TransferOrder order, List<FileTask> group) {
        List<Integer> positions = group.stream().map(FileTask::position).toList();
        List<FileTask> missing = files.pending(order.attempt().ingestionUuid()).stream().filter(task -> positions.contains(task.position()))
                .toList();
        return missing.stream().allMatch(task -> task.tries() == 0) ? missing : List.of();
    }

    private boolean adopted(TransferOrder order, FileTask task) {
        return task.source().container() == null && known.find(order.accountUuid(), task.source(), order.announcementsAreTrusted())
                .filter(stored -> ledger.adopt(order.attempt(), task, stored)).isPresent();
    }

    private boolean isSmall(FileTask task) {
        return task.source().container() == null && task.source().sizeIsKnown() && task.source().size() < properties.partSize().toBytes();
    }

    private boolean isLarge(FileTask task) {
        return task.source().container() == null && !isSmall(task);
    }
}
