package dev.weighbridge.inventory;

import java.io.Serializable;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import dev.weighbridge.artifact.StoredFile;

/** One file of a committed dataset. */
@Entity
@IdClass(DatasetFile.Key.class)
class DatasetFile {

    record Key(String datasetUuid, String path) implements Serializable {}

    @Id
    private String datasetUuid;

    @Id
    private String path;

    @Embedded
    private KeptFile kept;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected DatasetFile() {}

    DatasetFile(String datasetUuid, StoredFile file) {
        this.datasetUuid = datasetUuid;
        path = file.path();
        kept = KeptFile.of(file);
    }

    StoredFile toStoredFile() {
        return kept.at(path);
    }
}
