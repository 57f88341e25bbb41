package dev.weighbridge.inventory;

import java.io.Serializable;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import dev.weighbridge.artifact.StoredFile;

/** One file of a committed model. */
@Entity
@IdClass(ModelFile.Key.class)
class ModelFile {

    record Key(String modelUuid, String path) implements Serializable {}

    @Id
    private String modelUuid;

    @Id
    private String path;

    @Embedded
    private KeptFile kept;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected ModelFile() {}

    ModelFile(String modelUuid, StoredFile file) {
        this.modelUuid = modelUuid;
        path = file.path();
        kept = KeptFile.of(file);
    }

    StoredFile toStoredFile() {
        return kept.at(path);
    }
}
