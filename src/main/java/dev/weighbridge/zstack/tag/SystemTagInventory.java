package dev.weighbridge.zstack.tag;

import java.time.Instant;

import dev.weighbridge.inventory.tag.SystemTag;

/** A system tag as it is answered: ZStack's SystemTagInventory. */
record SystemTagInventory(boolean inherent, String uuid, String resourceUuid, String resourceType, String tag, String type,
        Instant createDate, Instant lastOpDate) {

    static SystemTagInventory of(SystemTag row) {
        return new SystemTagInventory(row.isInherent(), row.getUuid(), row.getResourceUuid(), row.getResourceType(), row.getTag(),
                "System", row.getCreateDate(), row.getLastOpDate());
    }
}
