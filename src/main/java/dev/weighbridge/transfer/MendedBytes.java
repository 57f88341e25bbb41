package dev.weighbridge.transfer;

import java.io.IOException;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.store.BlobReader;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.WeighedBlob;
import org.jspecify.annotations.Nullable;

/** The bytes of a damaged blob as they were: what is intact comes from the store, the rest from its source. For one thread. */
final class MendedBytes implements AutoCloseable {

    private final BlobStore store;

    private final RepairOrder order;

    private final WeighedBlob blob;

    private @Nullable BlobReader stored;

    private @Nullable ReopeningReader fetching;

    private long fetchedUpTo = -1;

    MendedBytes(BlobStore store, RepairOrder order) {
        this.store = store;
        this.order = order;
        this.blob = order.damaged().expected();
    }

    /** Fills the first {@code length} bytes from the store. */
    void read(long position, byte[] target, int length) {
        try {
            BlobReader open = stored == null ? store.open(blob.uuid()) : stored;
            stored = open;
            open.read(position, target, 0, length);
        } catch (IOException failed) {
            throw BlobCheck.unreadable(blob.uuid(), failed);
        }
    }

    /** Fills the first {@code length} bytes from the source, which is opened at {@code position} unless it is there already. */
    void fetch(long position, byte[] target, int length) throws InterruptedException {
        ReopeningReader open = fetching;
        if (open == null || fetchedUpTo != position) {
            closeSource();
            open = new ReopeningReader(order.source(), asWeighed(order.file()), order.access(), position);
            fetching = open;
        }
        int filled = open.fill(target, length);
        fetchedUpTo = position + filled;
        if (filled < length) {
            throw new IngestionException(FailureKind.SOURCE_CHANGED, "Could not fetch the file '" + order.file().path()
                    + "' again: it ends at byte " + fetchedUpTo + " at its source now, and had " + blob.size() + ".");
        }
    }

    /** What the bytes must come to is known by now, also where the source had announced nothing. */
    private SourceFile asWeighed(SourceFile file) {
        return new SourceFile(file.path(), file.size(), Digest.sha256(blob.sha256()), file.locator(), file.validator(), file.strong());
    }

    @Override
    public void close() {
        closeSource();
        BlobReader open = stored;
        stored = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException failed) {
            throw BlobCheck.unreadable(blob.uuid(), failed);
        }
    }

    private void closeSource() {
        if (fetching != null) {
            fetching.close();
            fetching = null;
        }
    }
}
