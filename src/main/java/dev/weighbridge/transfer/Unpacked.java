package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.PartSums;

/** A file out of a container, on its way into the store. For one thread, which hands its parts to others. */
final class Unpacked implements AutoCloseable {

    private final FileTask task;

    private final BlobUpload upload;

    private final int partSize;

    private final RunningDigest digest = RunningDigest.start();

    private final List<Future<PartReceipt>> parts = new ArrayList<>();

    private long size;

    private String sha256 = "";

    Unpacked(FileTask task, BlobUpload upload, int partSize) {
        this.task = task;
        this.upload = upload;
        this.partSize = partSize;
    }

    BlobUpload upload() {
        return upload;
    }

    /** How many parts there are so far. */
    int parts() {
        return parts.size();
    }

    long size() {
        return size;
    }

    /** Hashes the next part. */
    void passed(byte[] bytes, int length) {
        digest.update(bytes, length);
        size += length;
    }

    /** The next part is on its way. */
    void sent(Future<PartReceipt> part) {
        parts.add(part);
    }

    /** No more bytes come. */
    void ended() {
        sha256 = digest.finish();
    }

    /** Whether waiting for {@link #land} would take no time. */
    boolean hasArrived() {
        return parts.stream().allMatch(Future::isDone);
    }

    /** Waits for all parts, and closes the file in the store. */
    Landed land() throws InterruptedException, ExecutionException {
        List<PartReceipt> receipts = new ArrayList<>();
        for (Future<PartReceipt> part : parts) {
            receipts.add(part.get());
        }
        upload.complete(size, receipts.stream().map(PartReceipt::receipt).toList());
        PartSums sums = receipts.size() == 1 ? null : new PartSums(partSize, receipts.stream().map(PartReceipt::crc32c).toList());
        return new Landed(task, String.valueOf(task.blobUuid()), size, sha256, 0, sums);
    }

    @Override
    public void close() {
        upload.close();
    }
}
