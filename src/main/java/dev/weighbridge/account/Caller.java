package dev.weighbridge.account;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a call.
 *
 * @param admin whether everything is theirs to see
 * @param userUuid which user of the account; the account's own uuid if it calls itself
 * @param keyUuid the access key that the call was signed with; null when it came with a session
 */
public record Caller(String accountUuid, boolean admin, String userUuid, @Nullable String keyUuid) {

    public Caller(String accountUuid, boolean admin, String userUuid) {
        this(accountUuid, admin, userUuid, null);
    }

    /** Whether the caller may change or delete what belongs to an account. */
    public boolean owns(String ownerUuid) {
        return admin || accountUuid.equals(ownerUuid);
    }

    /** Whether it is the account itself and not one of its users: a user does not rule over the account and its other users. */
    public boolean isAccountItself() {
        return userUuid.equals(accountUuid);
    }
}
