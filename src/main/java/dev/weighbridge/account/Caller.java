package dev.weighbridge.account;

/**
 * Who makes a call.
 *
 * @param admin whether everything is theirs to see
 */
public record Caller(String accountUuid, boolean admin) {

    /** Whether the caller may change or delete what belongs to an account. */
    public boolean owns(String ownerUuid) {
        return admin || accountUuid.equals(ownerUuid);
    }
}
