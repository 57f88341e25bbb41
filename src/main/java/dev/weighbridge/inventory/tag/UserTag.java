package dev.weighbridge.inventory.tag;

import java.time.Instant;

import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

import org.jspecify.annotations.Nullable;

/** A tag in words of the owner's own, or made from a pattern. */
@Entity
@DiscriminatorValue("User")
public class UserTag extends Tag {

    private @Nullable String tagPatternUuid;

    protected UserTag() {}

    UserTag(TaggedResource on, String tag, @Nullable String tagPatternUuid, Instant now) {
        super(on, tag, now);
        this.tagPatternUuid = tagPatternUuid;
    }

    /** What it was made from. */
    public @Nullable String getTagPatternUuid() {
        return tagPatternUuid;
    }
}
