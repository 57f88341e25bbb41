package dev.weighbridge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A file that is being written. */
final class LocalUpload implements BlobUpload {

    private static final int ROUNDS = 20;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Path uploads;

    private final Path folder;

    private final String name;

    private final FileChannel file;

    private final BlockWriter writer;

    private LocalUpload(Path uploads, Path folder, String name, FileChannel file) {
        this.uploads = uploads;
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.writer = new BlockWriter(uploads.resolve(name), file);
    }

    /**
     * Opens the file and locks it. An attempt that was fenced off lets go at its next part, so it is waited for a little.
     *
     * @return empty if somebody holds it for longer. The lock ends when the file is closed or its process dies
     */
    static Optional<LocalUpload> lock(Path uploads, Path folder, String name, boolean isNew) throws IOException {
        Path upload = uploads.resolve(name);
        for (int round = 0; round < ROUNDS; round++) {
            FileChannel file = isNew ? FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    : FileChannel.open(upload, StandardOpenOption.WRITE);
            // An attempt that let go just now may have completed it: then the file has moved, and is not to be written to.
            if (isLocked(file) && Files.exists(upload)) {
                return Optional.of(new LocalUpload(uploads, folder, name, file));
            }
            file.close();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public String handle() {
        return "";
    }

    @Override
    public String put(UploadPart part) {
        try {
            writer.write(part.offset(), part.bytes(), part.length());
            file.force(false);
        } catch (IOException failed) {
            throw StoreFailures.of("write a part to the store", failed);
        }
        return "crc32c:%08x".formatted(part.crc32c());
    }

    @Override
    public void complete(long size, List<String> receipts) {
        try {
            if (file.size() != size) {
                throw new IOException("the file has " + file.size() + " bytes where " + size + " were put");
            }
            LocalBlobStore.publish(uploads.resolve(name), folder, name);
        } catch (IOException failed) {
            throw StoreFailures.of("complete a file in the store", failed);
        }
    }

    @Override
    public void close() {
        try (file; writer) {
            return;
        } catch (IOException failed) {
            throw StoreFailures.of("close a file in the store", failed);
        }
    }
}
