package dev.weighbridge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import dev.weighbridge.artifact.ResourceUuid;

/**
 * Keeps objects in folders: {@code uploads/<uuid>} while they are written, {@code blobs/<2 hex>/<uuid>} once they are complete, moved there in one step.
 * An upload holds its file's lock, so that a second attempt, even of another process, never writes to a file that a first one may still write to.
 */
final class LocalBlobStore implements BlobStore {

    private static final String MANIFEST = ".json";

    private final Path uploads;

    private final Path blobs;

    private final Path manifests;

    private LocalBlobStore(Path home) {
        this.uploads = home.resolve("uploads");
        this.blobs = home.resolve("blobs");
        this.manifests = home.resolve("manifests");
    }

    /** The store in this folder, which is made if it is not there. */
    static LocalBlobStore under(Path home) {
        var store = new LocalBlobStore(home);
        try {
            Files.createDirectories(store.uploads);
            for (int hex = 0; hex < 256; hex++) {
                Files.createDirectories(store.blobs.resolve("%02x".formatted(hex)));
            }
            force(store.blobs);
            Files.createDirectories(store.manifests);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Could not start: the store's folders cannot be made under " + home + ". Check weighbridge.home.", failed);
        }
        return store;
    }

    @Override
    public int smallestPart() {
        return 1;
    }

    @Override
    public BlobUpload create(String blobUuid, BlobShape shape) {
        try {
            if (Files.exists(object(blobUuid))) {
                throw StoreFailures.nameInUse(blobUuid);
            }
            return LocalUpload.lock(uploads, folder(blobUuid), blobUuid, true).orElseThrow(() -> StoreFailures.nameInUse(blobUuid));
        } catch (FileAlreadyExistsException uploading) {
            throw StoreFailures.nameInUse(blobUuid);
        } catch (IOException failed) {
            throw StoreFailures.of("start a file in the store", failed);
        }
    }

    @Override
    public Optional<BlobUpload> resume(String blobUuid, EarlierUpload earlier) {
        try {
            if (Files.exists(object(blobUuid))) {
                return Optional.of(new CompleteUpload(object(blobUuid)));
            }
            return LocalUpload.lock(uploads, folder(blobUuid), blobUuid, false).map(BlobUpload.class::cast);
        } catch (NoSuchFileException gone) {
            // What lies in a folder that is away itself, such as one that is not mounted, is not gone.
            if (!Files.isDirectory(uploads)) {
                throw StoreFailures.of("go on with a file in the store", gone);
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw StoreFailures.of("go on with a file in the store", failed);
        }
    }

    @Override
    public BlobReader open(String blobUuid) {
        try {
            return new LocalReader(FileChannel.open(object(blobUuid), StandardOpenOption.READ));
        } catch (IOException failed) {
            throw StoreFailures.of("read the blob " + blobUuid + " from the store", failed);
        }
    }

    @Override
    public Optional<BlobReader> find(String blobUuid) {
        String tried = "read the blob " + blobUuid + " from the store";
        try {
            return Optional.of(new LocalReader(FileChannel.open(object(blobUuid), StandardOpenOption.READ)));
        } catch (NoSuchFileException gone) {
            // What lies in a folder that is away itself, such as one that is not mounted, is not gone.
            if (!Files.isDirectory(folder(blobUuid))) {
                throw StoreFailures.of(tried, gone);
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw StoreFailures.of(tried, failed);
        }
    }

    @Override
    public void delete(String blobUuid) {
        try {
            Files.deleteIfExists(uploads.resolve(blobUuid));
            Files.deleteIfExists(object(blobUuid));
        } catch (IOException failed) {
            throw StoreFailures.of("delete the blob " + blobUuid + " from the store", failed);
        }
    }

    @Override
    public void list(Instant before, Consumer<String> blobUuids) {
        tell(uploads, 1, before, blobUuids);
        tell(blobs, 2, before, blobUuids);
    }

    @Override
    public OptionalLong free() {
        try {
            return OptionalLong.of(Files.getFileStore(blobs).getUsableSpace());
        } catch (IOException failed) {
            throw StoreFailures.of("ask how much room the store has", failed);
        }
    }

    @Override
    public void putManifest(String modelUuid, byte[] json) {
        // Among the uploads, under a name of its own: others may write the same manifest now, and a sweep finds what a crash leaves there.
        Path aside = uploads.resolve(ResourceUuid.random());
        try {
            try (FileChannel file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                BlockWriter.write(file, 0, json, 0, json.length);
                file.force(true);
            }
            publish(aside, manifests, modelUuid + MANIFEST);
        } catch (IOException failed) {
            throw StoreFailures.of("write the manifest of the model " + modelUuid, failed);
        }
    }

    @Override
    public Optional<byte[]> manifest(String modelUuid) {
        String tried = "read the manifest of the model " + modelUuid;
        try {
            return Optional.of(Files.readAllBytes(manifests.resolve(modelUuid + MANIFEST)));
        } catch (NoSuchFileException gone) {
            // What lies in a folder that is away itself, such as one that is not mounted, is not gone.
            if (!Files.isDirectory(manifests)) {
                throw StoreFailures.of(tried, gone);
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw StoreFailures.of(tried, failed);
        }
    }

    @Override
    public void listManifests(Consumer<String> modelUuids) {
        tell(manifests, 1, Instant.MAX, name -> {
            String uuid = name.endsWith(MANIFEST) ? name.substring(0, name.length() - MANIFEST.length()) : "";
            if (ResourceUuid.isWellFormed(uuid)) {
                modelUuids.accept(uuid);
            }
        });
    }

    @Override
    public void deleteManifest(String modelUuid) {
        try {
            Files.deleteIfExists(manifests.resolve(modelUuid + MANIFEST));
        } catch (IOException failed) {
            throw StoreFailures.of("delete the manifest of the model " + modelUuid, failed);
        }
    }

    /** Moves a file whose bytes are on the disk to where others look for it, and makes the move itself durable. */
    static void publish(Path from, Path folder, String name) throws IOException {
        try {
            Files.move(from, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException twoDisks) {
            throw new IOException("uploads, blobs and manifests must lie on one file system", twoDisks);
        }
        force(folder);
    }

    /** A new name in a folder survives a power cut only once the folder itself is on the disk. */
    static void force(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private Path folder(String blobUuid) {
        return blobs.resolve(blobUuid.substring(0, 2));
    }

    private Path object(String blobUuid) {
        return folder(blobUuid).resolve(blobUuid);
    }

    private static void tell(Path folder, int depth, Instant before, Consumer<String> names) {
        try {
            Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && attributes.lastModifiedTime().toInstant().isBefore(before)) {
                        names.accept(file.getFileName().toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                // An upload that is completed meanwhile is no longer where it was.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException && !file.equals(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }
            });
        } catch (IOException failed) {
            throw StoreFailures.of("list the store", failed);
        }
    }
}
