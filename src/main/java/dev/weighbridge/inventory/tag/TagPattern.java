package dev.weighbridge.inventory.tag;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * A tag pattern as its row holds it: what user tags are made from. The attributes are called as ZStack's inventory calls them. Changed only by
 * {@link TagPatterns}.
 */
@Entity
public class TagPattern {

    @Id
    private String uuid;

    private String accountUuid;

    private String name;

    @Column(name = "tag_value") // "value" is a word of SQL
    private String value;

    private @Nullable String description;

    private @Nullable String color;

    private String type;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected TagPattern() {}

    TagPattern(@Nullable String uuid, String accountUuid, CheckedPattern checked, Instant now) {
        this.uuid = uuid == null ? ResourceUuid.random() : uuid;
        this.accountUuid = accountUuid;
        type = checked.type().wireName();
        createDate = now;
        keep(checked, now);
    }

    final void keep(CheckedPattern checked, Instant now) {
        name = checked.name();
        value = checked.value();
        description = checked.description();
        color = checked.color();
        lastOpDate = now;
    }

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public @Nullable String getColor() {
        return color;
    }

    public String getType() {
        return type;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
