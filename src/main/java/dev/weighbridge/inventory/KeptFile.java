package dev.weighbridge.inventory;

import jakarta.persistence.Embeddable;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.StoredFile;
import org.jspecify.annotations.Nullable;

/** What a file's row says beside whose it is and where: its bytes are in the blob that it names. */
@Embeddable
record KeptFile(long size, String sha256, String blobUuid, @Nullable String verifiedBy) {

    static KeptFile of(StoredFile file) {
        Digest.Algorithm agreed = file.verifiedBy();
        return new KeptFile(file.size(), file.sha256(), file.blobUuid(), agreed == null ? null : agreed.label());
    }

    StoredFile at(String path) {
        return new StoredFile(path, size, sha256, blobUuid, verifiedBy == null ? null : Digest.Algorithm.labelled(verifiedBy));
    }
}
