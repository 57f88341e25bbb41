package dev.weighbridge.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Checkpoint;
import dev.weighbridge.ingestion.Checkpoints;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.EarlierUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Moves files of several parts, or of unknown size, and goes on with those that an earlier attempt had begun. For many threads. */
@Component
final class LargeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LargeFiles.class);

    private final BlobStore store;

    private final Ledger ledger;

    private final Checkpoints checkpoints;

    private final TransferProperties properties;

    private final PartLine.Tools tools;

    LargeFiles(BlobStore store, Ledger ledger, Checkpoints checkpoints, TransferProperties properties, PartLine.Tools tools) {
        this.store = store;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.properties = properties;
        this.tools = tools;
    }

    /**
     * Moves a file, and fetches it a second time if its digest is not the announced one. When it returns, the file is in the store and its blob is READY; when it throws, what was checkpointed stays for the next attempt.
     *
     * @param calledOff asked at each read whether to stop
     * @throws java.util.concurrent.CancellationException if it was called off
     * @throws InterruptedException when the node shuts down
     */
    void move(TransferOrder order, FileTask task, BooleanSupplier calledOff) throws InterruptedException {
        try (FileInProgress file = begun(order, task)) {
            tools.failpoints().reached(Failpoint.UPLOAD_CREATED);
            var fetch = new Fetch(order, task, file, calledOff);
            fetch(fetch);
            if (file.isWorthASecondFetch()) {
                LOG.warn("The digest of '{}' is not the announced one: it is fetched a second time", task.source().path());
                file.fetchAgain();
                fetch(fetch);
            }
            Landed landed = file.land(tools.failpoints());
            tools.failpoints().reached(Failpoint.UPLOAD_COMPLETE);
            if (!file.differing().isEmpty()) {
                tools.meters().damagedParts(file.differing().size());
                LOG.warn("A second fetch of '{}' has put right what had come damaged: its parts {}", task.source().path(),
                        file.differing());
            }
            ledger.settle(order.attempt(), List.of(landed));
            tools.failpoints().reached(Failpoint.BLOB_READY);
        }
    }

    private record Fetch(TransferOrder order, FileTask task, FileInProgress file, BooleanSupplier calledOff) {

        ReopeningReader reader() {
            return new ReopeningReader(order.source(), task.source(), order.access(), file.bytes());
        }
    }

    private void fetch(Fetch fetch) throws InterruptedException {
        try {
            new PartLine(tools, fetch.file(), fetch.calledOff()).run(fetch::reader, tools.partsInFlight());
        } catch (OneLaneException refused) {
            LOG.info("{} The file is read by one connection from here on", refused.getMessage());
            fetch.file().rewind();
            new PartLine(tools, fetch.file(), fetch.calledOff()).run(fetch::reader, 1);
        }
    }

    private FileInProgress begun(TransferOrder order, FileTask task) {
        Optional<Checkpoint> last = checkpoints.last(order.attempt().ingestionUuid(), task.position()).filter(LargeFiles::isReadable);
        List<PartReceipt> parts = last.isEmpty() ? List.of() : checkpoints.parts(order.attempt().ingestionUuid(), task.position());
        Optional<BlobUpload> upload = last.flatMap(checkpoint -> store.resume(checkpoint.blobUuid(), earlier(checkpoint, parts)));
        if (last.isPresent() && upload.isPresent()) {
            LOG.info("Going on with '{}' behind part {}, at byte {}", task.source().path(), last.get().parts(), last.get().bytes());
            var progress = new FileInProgress.Progress(last.get(), parts);
            return FileInProgress.of(order, task, ledger, upload.get(), progress);
        }
        if (task.blobUuid() != null) {
            LOG.info("Starting '{}' from its first byte: {}", task.source().path(),
                    last.isPresent() ? "the store no longer has its upload, or an earlier attempt still holds it"
                            : "there is no checkpoint that this release can read");
        }
        String blob = ResourceUuid.random();
        ledger.intend(order.attempt(), Map.of(task.position(), blob));
        tools.failpoints().reached(Failpoint.INTENT_WRITTEN);
        return FileInProgress.of(order, task, ledger, store.create(blob, BlobShape.MANY_PARTS),
                FileInProgress.Progress.none(blob, properties.partSizeFor(task.source().size())));
    }

    private static EarlierUpload earlier(Checkpoint checkpoint, List<PartReceipt> parts) {
        return new EarlierUpload(checkpoint.upload(),
                parts.stream().map(part -> new EarlierUpload.Part(part.size(), part.receipt())).toList());
    }

    private static boolean isReadable(Checkpoint checkpoint) {
        return checkpoint.format() == Checkpoint.FORMAT && checkpoint.digestCodec().equals(RunningDigest.codec());
    }
}
