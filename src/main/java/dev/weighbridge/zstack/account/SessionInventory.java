package dev.weighbridge.zstack.account;

import java.time.Instant;

/** A session as a login answers it: ZStack's SessionInventory. The first user of an account has the account's uuid. */
record SessionInventory(String uuid, String accountUuid, String userUuid, Instant expiredDate, Instant createDate) {}
