package dev.weighbridge.zstack.account;

/** How much an account has of what it may have: ZStack's QuotaUsage. {@code total} is -1 where there is no limit. */
record QuotaUsage(String name, long total, long used) {}
