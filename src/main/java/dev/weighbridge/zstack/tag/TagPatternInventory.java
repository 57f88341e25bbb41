package dev.weighbridge.zstack.tag;

import java.time.Instant;

import dev.weighbridge.inventory.tag.TagPattern;
import org.jspecify.annotations.Nullable;

/** A tag pattern as it is answered: ZStack's TagPatternInventory. */
record TagPatternInventory(String uuid, String name, String value, @Nullable String description, @Nullable String color, String type,
        Instant createDate, Instant lastOpDate) {

    static TagPatternInventory of(TagPattern row) {
        return new TagPatternInventory(row.getUuid(), row.getName(), row.getValue(), row.getDescription(), row.getColor(), row.getType(),
                row.getCreateDate(), row.getLastOpDate());
    }
}
