package dev.weighbridge.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.store.BlobStore;
import org.springframework.stereotype.Component;

/**
 * Makes the manifest of a model or dataset in the store agree with the inventory: written if it is there, deleted if it is gone. Whoever changes one enters
 * this work in the same transaction.
 */
@Component
final class ManifestHandler implements WorkHandler {

    private final Manifests manifests;

    private final BlobStore store;

    private final Failpoints failpoints;

    ManifestHandler(Manifests manifests, BlobStore store, Failpoints failpoints) {
        this.manifests = manifests;
        this.store = store;
        this.failpoints = failpoints;
    }

    @Override
    public String name() {
        return WorkName.MANIFEST.text();
    }

    @Override
    public Outcome handle(Lane lane, String uuid) {
        failpoints.reached(Failpoint.BEFORE_MANIFEST);
        Optional<String> manifest = manifests.of(uuid);
        manifest.ifPresent(json -> store.putManifest(uuid, json.getBytes(StandardCharsets.UTF_8)));
        failpoints.reached(Failpoint.MANIFEST_WRITTEN);
        // What was deleted meanwhile must not leave the manifest that was just written.
        if (manifest.isEmpty() || !manifests.hasSubject(uuid)) {
            store.deleteManifest(uuid);
        }
        return new Outcome.Done();
    }
}
