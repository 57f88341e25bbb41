package dev.weighbridge.store;

import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;

/** The names of objects in the bucket: {@code blobs/<2 hex>/<uuid>} and {@code manifests/<model uuid>.json}. */
final class S3Key {

    static final String BLOBS = "blobs/";

    static final String MANIFESTS = "manifests/";

    private static final String JSON = ".json";

    private S3Key() {}

    static String blob(String uuid) {
        return BLOBS + uuid.substring(0, 2) + "/" + uuid;
    }

    static String manifest(String modelUuid) {
        return MANIFESTS + modelUuid + JSON;
    }

    /** The blob whose object has this name; nothing for what others have put into the bucket. */
    static Optional<String> uuid(String key) {
        String last = key.substring(key.lastIndexOf('/') + 1);
        return ResourceUuid.isWellFormed(last) && key.equals(blob(last)) ? Optional.of(last) : Optional.empty();
    }

    /** The model whose manifest has this name; nothing for what others have put into the bucket. */
    static Optional<String> manifestOf(String key) {
        String uuid = key.substring(Math.min(MANIFESTS.length(), key.length()), Math.max(MANIFESTS.length(), key.length() - JSON.length()));
        return ResourceUuid.isWellFormed(uuid) && key.equals(manifest(uuid)) ? Optional.of(uuid) : Optional.empty();
    }
}
