package dev.weighbridge.inventory;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.StoredFile;
import org.jspecify.annotations.Nullable;

/** One file of a committed model; its bytes are in the blob that it names. */
@Entity
@IdClass(ModelFile.Key.class)
class ModelFile {

    record Key(String modelUuid, String path) implements Serializable {}

    @Id
    private String modelUuid;

    @Id
    private String path;

    private long size;

    private String sha256;

    private String blobUuid;

    private @Nullable String verifiedBy;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelFile() {}

    ModelFile(String modelUuid, StoredFile file) {
        this.modelUuid = modelUuid;
        path = file.path();
        size = file.size();
        sha256 = file.sha256();
        blobUuid = file.blobUuid();
        Digest.Algorithm agreed = file.verifiedBy();
        verifiedBy = agreed == null ? null : agreed.label();
    }

    StoredFile toStoredFile() {
        return new StoredFile(path, size, sha256, blobUuid, verifiedBy == null ? null : Digest.Algorithm.labelled(verifiedBy));
    }
}
