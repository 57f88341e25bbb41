package dev.weighbridge.zstack.account;

import java.time.Instant;

import dev.weighbridge.account.Account;
import org.jspecify.annotations.Nullable;

/** An account as it is answered: ZStack's AccountInventory. */
record AccountInventory(String uuid, String name, @Nullable String description, String type, Instant createDate, Instant lastOpDate) {

    static AccountInventory of(Account account) {
        return new AccountInventory(account.getUuid(), account.getName(), account.getDescription(), switch (account.getType()) {
            case ADMIN -> "SystemAdmin";
            case NORMAL -> "Normal";
        }, account.getCreateDate(), account.getLastOpDate());
    }
}
