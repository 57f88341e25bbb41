package dev.weighbridge.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.store.BlobReader;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.WeighedBlob;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Re-reads what is stored and compares it with what was weighed: SHA-256 over all, and the checksum of each part where those were kept. It takes one buffer
 * of the node's memory budget at a time and gives it back after each stretch, so that imports go on beside it. For many threads.
 */
@Component
public final class BlobCheck {

    private final BlobStore store;

    private final MemoryBudget budget;

    private final int stretch;

    BlobCheck(BlobStore store, MemoryBudget budget, TransferProperties properties) {
        this.store = store;
        this.budget = budget;
        this.stretch = Math.toIntExact(properties.partSize().toBytes());
    }

    /** Told after each stretch; whatever it throws ends the check. */
    public interface Watch {

        /** @param point how far the check is, null where it could not go on from */
        void read(int bytes, @Nullable CheckPoint point) throws InterruptedException;
    }

    /**
     * Checks a blob.
     *
     * @param from where an earlier check was, or null; ignored if this node cannot read it
     * @throws IngestionException STORE_UNAVAILABLE if the object cannot be read; that it is not there is no failure
     * @throws InterruptedException when the node shuts down
     */
    public CheckedBlob check(WeighedBlob blob, @Nullable CheckPoint from, Watch watch) throws InterruptedException {
        Optional<BlobReader> found = store.find(blob.uuid());
        if (found.isEmpty()) {
            return new CheckedBlob(blob, null, null, null);
        }
        try (BlobReader reader = found.get()) {
            boolean goesOn = from != null && from.codec().equals(RunningDigest.codec()) && from.bytes() <= reader.size();
            return read(blob, reader, goesOn ? from : null, watch);
        } catch (IOException failed) {
            throw unreadable(blob.uuid(), failed);
        }
    }

    private CheckedBlob read(WeighedBlob blob, BlobReader reader, @Nullable CheckPoint from, Watch watch)
            throws IOException, InterruptedException {
        RunningDigest digest = from == null ? RunningDigest.start() : RunningDigest.resume(from.state());
        var parts = new PartCheck(blob, from == null ? List.of() : from.damagedParts());
        long end = Math.min(reader.size(), blob.size());
        long position = from == null ? 0 : from.bytes();
        while (position < end) {
            int length = (int) Math.min(stretch, Math.min(end, parts.end(position)) - position);
            try (MemoryBudget.Buffer buffer = budget.take(length)) {
                reader.read(position, buffer.bytes(), 0, length);
                position += length;
                digest.update(buffer.bytes(), length);
                parts.pass(buffer.bytes(), length, position);
            }
            watch.read(length, parts.isBehindAPart(position) ? point(position, digest, parts) : null);
        }
        parts.cut(position);
        return found(blob, reader.size(), digest.finish(), parts);
    }

    private static CheckPoint point(long position, RunningDigest digest, PartCheck parts) {
        return new CheckPoint(position, RunningDigest.codec(), digest.state(), parts.damaged());
    }

    private static CheckedBlob found(WeighedBlob blob, long size, String sha256, PartCheck parts) {
        // Bytes that are wrong in all and right in each part: then nobody knows which.
        boolean located = parts.tells() && (!parts.damaged().isEmpty() || sha256.equals(blob.sha256()));
        return new CheckedBlob(blob, size, size > blob.size() ? null : sha256, located ? parts.damaged() : null);
    }

    static IngestionException unreadable(String blobUuid, IOException failed) {
        String message = failed.getMessage();
        return new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not read the blob " + blobUuid + " from the store: "
                + failed.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")")
                + ". It is tried again; see to the store's disk.", failed);
    }
}
