package dev.weighbridge.inventory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/**
 * A committed dataset as its row holds it. The attributes are called as ZStack's inventory calls them, so that a query may name them by those names. Bytes
 * are bytes, times are UTC with microseconds. Changed only by {@link Datasets}.
 */
@Entity
public class Dataset {

    @Id
    private String uuid;

    private String accountUuid;

    private String modelCenterUuid;

    private String name;

    private @Nullable String description;

    private String url;

    /** So that a query may ask for it: what ZStack calls so is, as that of a model, what was given. */
    @Column(name = "url", insertable = false, updatable = false)
    private @Nullable String installPath;

    private long size;

    private boolean system;

    private String artifactChecksum;

    private @Nullable String revision;

    private @Nullable Instant sourceTime;

    @Convert(converter = TextListColumn.class)
    private @Nullable List<String> systemTags;

    @Convert(converter = TextListColumn.class)
    private @Nullable List<String> userTags;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected Dataset() {}

    Dataset(NewDataset added, Times times) {
        GivenFields given = added.given();
        uuid = added.uuid();
        accountUuid = added.accountUuid();
        modelCenterUuid = given.modelCenterUuid();
        name = given.name();
        description = given.description();
        url = given.installPath();
        installPath = url;
        size = added.weighed().artifactSizeBytes();
        system = added.system();
        artifactChecksum = added.weighed().artifactChecksum();
        revision = added.revision();
        Instant made = added.weighed().sourceTime();
        sourceTime = made == null ? null : made.truncatedTo(ChronoUnit.MICROS);
        systemTags = given.systemTags();
        userTags = given.userTags();
        createDate = times.createDate();
        lastOpDate = times.lastOpDate();
    }

    /** Null leaves a field as it is. */
    void change(@Nullable String newName, @Nullable String newDescription, Instant now) {
        name = newName == null ? name : newName;
        description = newDescription == null ? description : newDescription;
        lastOpDate = now;
    }

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getModelCenterUuid() {
        return modelCenterUuid;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getDescription() {
        return description;
    }

    /** Where it was taken from, as it was given. */
    public String getUrl() {
        return url;
    }

    /** Of all files together. */
    public long getSize() {
        return size;
    }

    /** Whether it is the platform's own, which every account sees. */
    public boolean isSystem() {
        return system;
    }

    /** As that of a model. */
    public String getArtifactChecksum() {
        return artifactChecksum;
    }

    /** The commit or digest that it was at its source, where that knows one. */
    public @Nullable String getRevision() {
        return revision;
    }

    public @Nullable Instant getSourceTime() {
        return sourceTime;
    }

    public @Nullable List<String> getSystemTags() {
        return systemTags;
    }

    public @Nullable List<String> getUserTags() {
        return userTags;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
