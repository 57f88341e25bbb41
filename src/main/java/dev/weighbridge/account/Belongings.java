package dev.weighbridge.account;

/** What accounts own in another room. Beans of this type are asked, one after the other, in the transaction that deletes an account. */
public interface Belongings {

    /**
     * Makes what is only history of the account that of its heir.
     *
     * @throws dev.weighbridge.artifact.IngestionException CONFLICT if the account owns something that must not go without being asked for
     */
    void handOver(String accountUuid, String heirUuid);
}
