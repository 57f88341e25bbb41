package dev.weighbridge.zstack.account;

import java.time.Instant;

import dev.weighbridge.account.AccountUser;
import org.jspecify.annotations.Nullable;

/** A user as it is answered: ZStack's UserInventory. */
record UserInventory(String uuid, String accountUuid, String name, @Nullable String description, Instant createDate, Instant lastOpDate) {

    static UserInventory of(AccountUser user) {
        return new UserInventory(user.getUuid(), user.getAccountUuid(), user.getName(), user.getDescription(), user.getCreateDate(),
                user.getLastOpDate());
    }
}
