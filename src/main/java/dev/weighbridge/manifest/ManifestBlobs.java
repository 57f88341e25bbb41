package dev.weighbridge.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.store.BlobReader;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.CompleteBlob;
import org.springframework.stereotype.Component;

/** The blobs that a manifest names: whether the store still has them, and their rows, which are entered where they are missing. */
@Component
final class ManifestBlobs {

    private static final int AT_ONCE = 16;

    private final BlobStore store;

    private final Blobs rows;

    ManifestBlobs(BlobStore store, Blobs rows) {
        this.store = store;
        this.rows = rows;
    }

    /** Of each blob that the manifest names, whether the store has it with its length. Several are asked for at once: an object store is slow to answer. */
    Map<String, Boolean> intact(Manifest manifest) {
        Map<String, Long> sizes = new HashMap<>();
        manifest.files().forEach(file -> sizes.put(file.blobUuid(), file.size()));
        return sizes.entrySet().stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, blob -> Map.entry(blob.getKey(), hasLength(blob.getKey(), blob.getValue()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean hasLength(String blobUuid, long size) {
        Optional<BlobReader> object = store.find(blobUuid);
        if (object.isEmpty()) {
            return false;
        }
        try (BlobReader reader = object.get()) {
            return reader.size() == size;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The file in the blob that holds its bytes now. */
    StoredFile kept(StoredFile file, Map<String, Boolean> intactOnes, List<String> findings) {
        boolean intact = Boolean.TRUE.equals(intactOnes.get(file.blobUuid()));
        String uuid = file.blobUuid();
        if (!rows.holdKept(uuid)) {
            if (rows.known(List.of(uuid)).isEmpty()) {
                rows.intend(List.of(uuid));
            }
            String ready = rows.settle(new CompleteBlob(uuid, file.sha256(), file.size()));
            if (ready.equals(uuid) && !intact) {
                rows.damaged(uuid);
            }
            uuid = ready;
        }
        if (uuid.equals(file.blobUuid()) && !intact) {
            findings.add("The bytes of " + file.path() + " were not in the store when the inventory was rebuilt. Verify the model, which "
                    + "says what can be done.");
        }
        return new StoredFile(file.path(), file.size(), file.sha256(), uuid, file.verifiedBy());
    }
}
