package dev.weighbridge.zstack.account;

import java.time.Instant;

/** A quota as it is answered: ZStack's QuotaInventory. */
record QuotaInventory(String name, String identityUuid, String identityType, long value, Instant createDate, Instant lastOpDate) {}
