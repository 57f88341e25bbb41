package dev.weighbridge.store;

import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;

/** The names of objects in the bucket: {@code blobs/<2 hex>/<uuid>} and {@code manifests/<model uuid>.json}. */
final class S3Key {

    static final String BLOBS = "blobs/";

    private S3Key() {}

    static String blob(String uuid) {
        return BLOBS + uuid.substring(0, 2) + "/" + uuid;
    }

    static String manifest(String modelUuid) {
        return "manifests/" + modelUuid + ".json";
    }

    /** The blob whose object has this name; nothing for what others have put into the bucket. */
    static Optional<String> uuid(String key) {
        String last = key.substring(key.lastIndexOf('/') + 1);
        return ResourceUuid.isWellFormed(last) && key.equals(blob(last)) ? Optional.of(last) : Optional.empty();
    }
}
