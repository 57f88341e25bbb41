package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Checkpoint;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.PartSums;
import dev.weighbridge.store.UploadPart;
import org.jspecify.annotations.Nullable;

/** A file of several parts between its first byte and its last: where it goes, what it hashes to so far, how far it is. */
final class FileInProgress implements AutoCloseable {

    private final Attempt attempt;

    private final FileTask task;

    private final Ledger ledger;

    private final BlobUpload upload;

    private final List<PartReceipt> parts;

    private RunningDigest digest;

    private Checkpoint last;

    private @Nullable SecondFetch second;

    private FileInProgress(Attempt attempt, FileTask task, Ledger ledger, BlobUpload upload, Progress progress) {
        this.attempt = attempt;
        this.task = task;
        this.ledger = ledger;
        this.upload = upload;
        this.last = progress.last();
        this.parts = new ArrayList<>(progress.parts());
        this.digest = digestBehind(last, task);
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

    boolean isComplete() {
        return last.parts() > 0 && endsAt(last.bytes());
    }

    boolean endsAt(long offset) {
        SourceFile source = task.source();
        return source.sizeIsKnown() && offset >= source.size();
    }

    /** Whether parts that are fetched by different requests are sure to be of the same file. */
    boolean canBeReadFromAnywhere() {
        SourceFile source = task.source();
        return source.sizeIsKnown() && (source.validator() != null || source.announced() != null);
    }

    /** Puts a part that was fetched, unless an earlier fetch has put the same bytes. */
    PartReceipt put(UploadPart part) {
        SecondFetch again = second;
        PartReceipt known = again == null ? null : again.known(part.number(), part.length(), part.crc32c());
        return known == null ? new PartReceipt(part.length(), upload.put(part), part.crc32c()) : known;
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

    /** Goes back to the last checkpoint, after a line that broke. */
    void rewind() {
        digest = digestBehind(last, task);
    }

    /** Whether the digest of what was fetched disagrees for the first time, so that a second fetch may tell which parts are damaged. */
    boolean isWorthASecondFetch() {
        Digest announced = task.source().announced();
        return announced != null && task.tries() == 0 && isComplete() && last.bytes() == task.source().size()
                && !digests().agreeWith(announced);
    }

    /** Goes back to the first byte, with what was fetched kept to compare with. */
    void fetchAgain() {
        ledger.fetchAgain(attempt, task.position());
        second = new SecondFetch(List.copyOf(parts));
        parts.clear();
        last = Progress.none(last.blobUuid(), last.partSize()).last();
        rewind();
    }

    /**
     * Closes the file after its last part: completes it in the store, and says what landed.
     *
     * @throws dev.weighbridge.artifact.IngestionException SIZE_MISMATCH or DIGEST_MISMATCH
     */
    Landed land(Failpoints failpoints) {
        FileDigests digests = digests();
        Announcement.verify(task.source(), last.bytes(), digests, second == null ? "" : second.finding(last.partSize()));
        ledger.confirm(attempt);
        failpoints.reached(Failpoint.BEFORE_COMPLETE);
        upload.complete(last.bytes(), parts.stream().map(PartReceipt::receipt).toList());
        return new Landed(task, last.blobUuid(), last.bytes(), digests.sha256(), 0, sums());
    }

    @Override
    public void close() {
        upload.close();
    }

    /** The parts that a second fetch brought differently, by their numbers. */
    List<Integer> differing() {
        return second == null ? List.of() : List.copyOf(second.differing());
    }

    /** Of all bytes up to the last checkpoint. */
    private FileDigests digests() {
        return digestBehind(last, task).finishAll();
    }

    private static RunningDigest digestBehind(Checkpoint checkpoint, FileTask task) {
        return checkpoint.parts() == 0 ? RunningDigest.start(task.source()) : RunningDigest.resume(checkpoint.digestState());
    }

    /** Null if an earlier release, which kept none, has put some of the parts. */
    private @Nullable PartSums sums() {
        List<Integer> sums = parts.stream().map(PartReceipt::crc32c).filter(Objects::nonNull).toList();
        return sums.size() == parts.size() ? new PartSums(last.partSize(), sums) : null;
    }
}
