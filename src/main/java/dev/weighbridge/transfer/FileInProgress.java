package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Checkpoint;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.PartSums;
import org.jspecify.annotations.Nullable;

/** A file of several parts between its first byte and its last: where it goes, what it hashes to so far, how far it is. */
final class FileInProgress implements AutoCloseable {

    private final Attempt attempt;

    private final FileTask task;

    private final Ledger ledger;

    private final BlobUpload upload;

    private final RunningDigest digest;

    private final List<PartReceipt> parts;

    private Checkpoint last;

    private FileInProgress(Attempt attempt, FileTask task, Ledger ledger, BlobUpload upload, Progress progress) {
        this.attempt = attempt;
        this.task = task;
        this.ledger = ledger;
        this.upload = upload;
        this.last = progress.last();
        this.parts = new ArrayList<>(progress.parts());
        this.digest = last.parts() == 0 ? RunningDigest.start() : RunningDigest.resume(last.digestState());
    }

    /** How far an earlier attempt came, with the store's answers. */
    record Progress(Checkpoint last, List<PartReceipt> parts) {

        static Progress none(String blobUuid, int partSize) {
            return new Progress(new Checkpoint(Checkpoint.FORMAT, blobUuid, "", partSize, 0, 0, RunningDigest.codec(), ""), List.of());
        }
    }

    static FileInProgress of(TransferOrder order, FileTask task, Ledger ledger, BlobUpload upload, Progress progress) {
        return new FileInProgress(order.attempt(), task, ledger, upload, progress);
    }

    BlobUpload upload() {
        return upload;
    }

    /** For the hashing stage only, which alone moves it. */
    RunningDigest digest() {
        return digest;
    }

    int partSize() {
        return last.partSize();
    }

    int parts() {
        return last.parts();
    }

    long bytes() {
        return last.bytes();
    }

    boolean endsAt(long offset) {
        SourceFile source = task.source();
        return source.sizeIsKnown() && offset >= source.size();
    }

    /** Moves the checkpoint behind the next part. For the settling stage only. */
    void checkpoint(String state, PartReceipt part) {
        var next = new Checkpoint(Checkpoint.FORMAT, last.blobUuid(), upload.handle(), last.partSize(), last.parts() + 1,
                last.bytes() + part.size(),
                RunningDigest.codec(), state);
        ledger.checkpoint(attempt, task.position(), next, part);
        parts.add(part);
        last = next;
    }

    /** Closes the file after its last part: verifies it, completes it in the store, and says what landed. */
    Landed land(Failpoints failpoints) {
        String sha256 = digest.finish();
        Announcement.verify(task.source(), last.bytes(), sha256);
        ledger.confirm(attempt);
        failpoints.reached(Failpoint.BEFORE_COMPLETE);
        upload.complete(last.bytes(), parts.stream().map(PartReceipt::receipt).toList());
        return new Landed(task, last.blobUuid(), last.bytes(), sha256, 0, sums());
    }

    /** Null if an earlier release, which kept none, has put some of the parts. */
    private @Nullable PartSums sums() {
        List<Integer> sums = parts.stream().map(PartReceipt::crc32c).filter(Objects::nonNull).toList();
        return sums.size() == parts.size() ? new PartSums(last.partSize(), sums) : null;
    }

    @Override
    public void close() {
        upload.close();
    }
}
