package dev.weighbridge.zstack.account;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weighbridge.account.AccessKey;
import org.jspecify.annotations.Nullable;

/**
 * An access key as it is answered: ZStack's AccessKeyInventory.
 *
 * @param secret null but in the answer to its creation
 */
record AccessKeyInventory(String uuid, @Nullable String description, String accountUuid, String userUuid,
        @JsonProperty("AccessKeyID") String id, @JsonProperty("AccessKeySecret") @Nullable String secret, String state, Instant createDate,
        Instant lastOpDate) {

    static AccessKeyInventory of(AccessKey key) {
        return of(key, null);
    }

    static AccessKeyInventory of(AccessKey key, @Nullable String secret) {
        return new AccessKeyInventory(key.getUuid(), key.getDescription(), key.getAccountUuid(), key.getUserUuid(), key.getAccessKeyId(),
                secret, switch (key.getState()) {
                    case ENABLED -> "Enabled";
                    case DISABLED -> "Disabled";
                }, key.getCreateDate(), key.getLastOpDate());
    }

    /** Names the key, never its secret. */
    @Override
    public String toString() {
        return "AccessKeyInventory[" + uuid + "]";
    }
}
