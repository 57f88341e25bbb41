package dev.weighbridge.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.store.BlobStore;
import org.springframework.stereotype.Component;

/**
 * Makes a model's manifest in the store agree with the inventory: written if the model is there, deleted if it is gone. Whoever changes a model enters this
 * work in the same transaction.
 */
@Component
final class ManifestHandler implements WorkHandler {

    private final Inventory inventory;

    private final Manifests manifests;

    private final BlobStore store;

    private final Failpoints failpoints;

    ManifestHandler(Inventory inventory, Manifests manifests, BlobStore store, Failpoints failpoints) {
        this.inventory = inventory;
        this.manifests = manifests;
        this.store = store;
        this.failpoints = failpoints;
    }

    @Override
    public String name() {
        return WorkName.MANIFEST.text();
    }

    @Override
    public Outcome handle(Lane lane, String modelUuid) {
        failpoints.reached(Failpoint.BEFORE_MANIFEST);
        Optional<String> manifest = manifests.of(modelUuid);
        manifest.ifPresent(json -> store.putManifest(modelUuid, json.getBytes(StandardCharsets.UTF_8)));
        failpoints.reached(Failpoint.MANIFEST_WRITTEN);
        // A model that was deleted meanwhile must not leave the manifest that was just written.
        if (manifest.isEmpty() || inventory.find(modelUuid).isEmpty()) {
            store.deleteManifest(modelUuid);
        }
        return new Outcome.Done();
    }
}
