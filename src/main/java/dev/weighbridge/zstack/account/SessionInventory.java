package dev.weighbridge.zstack.account;

import java.time.Instant;

/** A session as a login answers it: ZStack's SessionInventory. The account itself is its first user and has the same uuid. */
record SessionInventory(String uuid, String accountUuid, String userUuid, Instant expiredDate, Instant createDate) {}
