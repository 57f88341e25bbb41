package dev.weighbridge.zstack.tag;

import java.time.Instant;

import dev.weighbridge.inventory.tag.UserTag;
import org.jspecify.annotations.Nullable;

/** A user tag as it is answered: ZStack's UserTagInventory. */
record UserTagInventory(String uuid, String resourceUuid, String resourceType, String tag, String type, @Nullable String tagPatternUuid,
        @Nullable TagPatternInventory tagPattern, Instant createDate, Instant lastOpDate) {

    static UserTagInventory of(UserTag row) {
        return of(row, null);
    }

    static UserTagInventory of(UserTag row, @Nullable TagPatternInventory pattern) {
        return new UserTagInventory(row.getUuid(), row.getResourceUuid(), row.getResourceType(), row.getTag(), "User",
                row.getTagPatternUuid(), pattern, row.getCreateDate(), row.getLastOpDate());
    }
}
