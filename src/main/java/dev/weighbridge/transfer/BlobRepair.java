package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.BlobUpload;
import dev.weighbridge.store.PartSums;
import dev.weighbridge.store.UploadPart;
import dev.weighbridge.store.WeighedBlob;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes a damaged blob anew, as a fresh object: what is intact is copied, only the damaged parts are fetched from the source. Where it is not known which
 * parts are damaged, everything is. It holds one buffer of the node's memory budget at a time. For many threads.
 */
@Component
public final class BlobRepair {

    private final BlobStore store;

    private final MemoryBudget budget;

    private final TransferProperties properties;

    BlobRepair(BlobStore store, MemoryBudget budget, TransferProperties properties) {
        this.store = store;
        this.budget = budget;
        this.properties = properties;
    }

    /** Told of what is written; whatever it throws ends the repair. */
    public interface Watch {

        /** Came from the source. */
        void fetched(int bytes) throws InterruptedException;

        /** Went to the store. */
        void wrote(int bytes) throws InterruptedException;

        /** The last chance to say no before the object can be read. */
        void aboutToComplete() throws InterruptedException;
    }

    /**
     * Writes the object.
     *
     * @param fresh its uuid, which was entered as WRITING and never used. If this throws, an upload may be left under it
     * @return the checksums of its parts, null if it has but one; its bytes have the digest that the blob had
     * @throws IngestionException whatever the source or the store says; SOURCE_CHANGED or DIGEST_MISMATCH if the source has other bytes now
     * @throws InterruptedException when the node shuts down
     */
    public @Nullable PartSums write(RepairOrder order, String fresh, Watch watch) throws InterruptedException {
        WeighedBlob blob = order.damaged().expected();
        PartSums known = usable(blob.sums(), blob.size());
        int partSize = known == null ? properties.partSizeFor(blob.size()) : known.partSize();
        int parts = Math.toIntExact(Math.max(1, Math.ceilDiv(blob.size(), partSize)));
        try (var bytes = new MendedBytes(store, order);
                BlobUpload upload = store.create(fresh, parts == 1 ? BlobShape.ONE_PART : BlobShape.MANY_PARTS)) {
            List<Integer> sums = new Writing(order, bytes, known, upload, watch).write(partSize, parts);
            return parts == 1 ? null : new PartSums(partSize, sums);
        }
    }

    /** Parts are copied as they are, so a part must fit in the memory and suit the store, which may be another than it was written to. */
    private @Nullable PartSums usable(@Nullable PartSums sums, long size) {
        return sums != null && sums.fit(size) && sums.partSize() <= properties.memory().toBytes()
                && sums.partSize() >= store.smallestPart() ? sums : null;
    }

    /** One object on its way. */
    private final class Writing {

        private final CheckedBlob damaged;

        private final MendedBytes bytes;

        private final @Nullable PartSums known;

        private final BlobUpload upload;

        private final Watch watch;

        Writing(RepairOrder order, MendedBytes bytes, @Nullable PartSums known, BlobUpload upload, Watch watch) {
            this.damaged = order.damaged();
            this.bytes = bytes;
            this.known = known;
            this.upload = upload;
            this.watch = watch;
        }

        List<Integer> write(int partSize, int parts) throws InterruptedException {
            long size = damaged.expected().size();
            RunningDigest digest = RunningDigest.start();
            List<Integer> sums = new ArrayList<>();
            List<String> receipts = new ArrayList<>();
            for (int number = 1; number <= parts; number++) {
                long offset = (number - 1L) * partSize;
                int length = (int) Math.min(partSize, size - offset);
                try (MemoryBudget.Buffer buffer = budget.take(length)) {
                    boolean fetched = fill(number, offset, buffer.bytes(), length);
                    UploadPart part = UploadPart.of(number, offset, buffer.bytes(), length);
                    compare(number, part, fetched);
                    digest.update(buffer.bytes(), length);
                    if (number == parts) {
                        verify(digest.finish());
                        watch.aboutToComplete();
                    }
                    receipts.add(upload.put(part));
                    sums.add(part.crc32c());
                    watch.wrote(length);
                }
            }
            upload.complete(size, receipts);
            return sums;
        }

        private boolean fill(int number, long offset, byte[] target, int length) throws InterruptedException {
            List<Integer> parts = damaged.damagedParts();
            boolean intact = known != null && damaged.size() != null && parts != null && !parts.contains(number);
            if (intact) {
                bytes.read(offset, target, length);
            } else {
                bytes.fetch(offset, target, length);
                watch.fetched(length);
            }
            return !intact;
        }

        /** The source's bytes are not those that it sent once: found at the first part, instead of after the last. */
        private void compare(int number, UploadPart part, boolean fetched) {
            if (known != null && fetched && known.crc32c().get(number - 1) != part.crc32c()) {
                throw new IngestionException(FailureKind.SOURCE_CHANGED,
                        "Could not fetch part " + number + " again: its source has other bytes there now.");
            }
        }

        private void verify(String sha256) {
            if (!sha256.equals(damaged.expected().sha256())) {
                throw new IngestionException(FailureKind.DIGEST_MISMATCH, "Could not put the bytes together again: they come to sha256:"
                        + sha256 + " now, and were sha256:" + damaged.expected().sha256() + ".");
            }
        }
    }
}
