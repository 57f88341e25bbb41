package dev.weighbridge.inventory.tag;

import java.time.Instant;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.ResourceUuid;

/**
 * A tag as its row holds it: a text on a resource. The attributes are called as ZStack's inventory calls them, so that a query may name them by those
 * names. Changed only by {@link Tags}.
 */
@Entity
@DiscriminatorColumn(name = "kind")
public abstract class Tag {

    @Id
    private String uuid;

    private String resourceType;

    private String resourceUuid;

    private String accountUuid;

    private String tag;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected Tag() {}

    Tag(TaggedResource on, String tag, Instant now) {
        uuid = ResourceUuid.random();
        resourceType = on.type();
        resourceUuid = on.uuid();
        accountUuid = on.accountUuid();
        this.tag = tag;
        createDate = now;
        lastOpDate = now;
    }

    void become(String text, Instant now) {
        tag = text;
        lastOpDate = now;
    }

    public String getUuid() {
        return uuid;
    }

    public String getResourceType() {
        return resourceType;
    }

    public String getResourceUuid() {
        return resourceUuid;
    }

    /** The owner of what is tagged. */
    public String getAccountUuid() {
        return accountUuid;
    }

    public String getTag() {
        return tag;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
