package dev.weighbridge.store;

import java.nio.file.Path;

/** The store on a disk, for tests of other rooms. */
public final class LocalStore {

    private LocalStore() {}

    public static BlobStore under(Path home) {
        return LocalBlobStore.under(home);
    }

    /** Where the bytes of a complete blob lie. */
    public static Path blob(Path home, String blobUuid) {
        return home.resolve("blobs").resolve(blobUuid.substring(0, 2)).resolve(blobUuid);
    }
}
