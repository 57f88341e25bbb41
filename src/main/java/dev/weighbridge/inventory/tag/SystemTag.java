package dev.weighbridge.inventory.tag;

import java.time.Instant;

import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;

/** A tag that says what a resource is, such as {@code AI::Text-Generation}. */
@Entity
@DiscriminatorValue("System")
public class SystemTag extends Tag {

    private boolean inherent;

    protected SystemTag() {}

    SystemTag(TaggedResource on, String tag, boolean inherent, Instant now) {
        super(on, tag, now);
        this.inherent = inherent;
    }

    /** From now on it follows the resource's files. */
    void inhere() {
        inherent = true;
    }

    /** Whether it was derived here, so that nobody may change or delete it. */
    public boolean isInherent() {
        return inherent;
    }
}
