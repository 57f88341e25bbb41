package dev.weighbridge.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Committed;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The manifests in the store of what the inventory does not know: it was lost with its database, or that is older than the store. What was deleted and whose
 * manifest is about to go is none. For many threads.
 */
@Component
public class Strangers {

    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    /** A sweep reads each of them. With more the database is another one, and nothing in the store is for it to sweep. */
    private static final int MOST = 1000;

    private final BlobStore store;

    private final Committed committed;

    private final WorkQueue queue;

    Strangers(BlobStore store, Committed committed, WorkQueue queue) {
        this.store = store;
        this.committed = committed;
        this.queue = queue;
    }

    /**
     * What the store has.
     *
     * @param manifests how many
     * @param unknown the uuids of those that the inventory does not know, sorted
     */
    public record Survey(int manifests, List<String> unknown) {}

    /**
     * What a sweep leaves alone.
     *
     * @param manifests how many the inventory does not know
     * @param blobs what they name; empty if that cannot be told, and everything is to be left
     */
    public record Kept(int manifests, Optional<Set<String>> blobs) {

        public boolean keeps(String blobUuid) {
            return blobs.isEmpty() || blobs.get().contains(blobUuid);
        }
    }

    /** Looks through the names of all manifests. */
    public Survey survey() {
        List<String> all = new ArrayList<>();
        store.listManifests(all::add);
        List<String> unknown = committed.unknownOf(all);
        Set<String> onTheirWay = unknown.isEmpty() ? Set.of() : queue.subjects(Lane.BACKGROUND, WorkName.MANIFEST.text());
        unknown = unknown.stream().filter(uuid -> !onTheirWay.contains(uuid)).sorted().toList();
        return new Survey(all.size(), unknown);
    }

    /** Reads the manifests that the inventory does not know. */
    public Kept kept() {
        List<String> unknown = survey().unknown();
        if (unknown.size() > MOST) {
            LOG.warn("The store has manifests of {} models and datasets that this inventory does not know: nothing is swept, because the "
                    + "database is probably not the one that belongs to the store. Restore that, or run 'weighbridge rebuild'.",
                    unknown.size());
            return new Kept(unknown.size(), Optional.empty());
        }
        Set<String> blobs = new HashSet<>();
        for (String uuid : unknown) {
            Optional<Set<String>> named = blobsOf(uuid);
            if (named.isEmpty()) {
                return new Kept(unknown.size(), Optional.empty());
            }
            blobs.addAll(named.get());
        }
        if (!unknown.isEmpty()) {
            LOG.warn("The store has manifests of {} models and datasets that this inventory does not know, such as {}: the {} blobs that "
                    + "they name are not swept. Bring them back by 'weighbridge rebuild', or delete the manifests if they are of no use.",
                    unknown.size(), unknown.getFirst(), blobs.size());
        }
        return new Kept(unknown.size(), Optional.of(blobs));
    }

    /** Whether its manifest is about to be written or deleted. */
    boolean isOnItsWay(String uuid) {
        return queue.has(Lane.BACKGROUND, WorkName.MANIFEST.text(), uuid);
    }

    private Optional<Set<String>> blobsOf(String uuid) {
        try {
            Set<String> blobs = new HashSet<>();
            store.manifest(uuid).map(json -> Manifest.read(uuid, json)).ifPresent(
                    manifest -> manifest.files().stream().map(StoredFile::blobUuid).forEach(blobs::add));
            return Optional.of(blobs);
        } catch (IngestionException unreadable) {
            if (unreadable.kind() != FailureKind.MALFORMED_ARTIFACT) {
                throw unreadable;
            }
            LOG.warn("Nothing is swept, because nobody knows what is of use: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }
}
