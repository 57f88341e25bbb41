package dev.weighbridge.zstack.account;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.zstack.door.ApiFailure;

/** Who may do what with accounts and what is theirs. Whoever may not see something is told that it is not there. */
final class Rights {

    private Rights() {}

    /** @throws IngestionException FORBIDDEN unless it is the administrator */
    static void admin(Caller caller) {
        if (!caller.admin()) {
            throw forbidden("only the administrator may do that. Ask for it");
        }
    }

    /** @throws IngestionException FORBIDDEN if it is a user of an account: not the account itself */
    static void accountItself(Caller caller) {
        if (!caller.isAccountItself()) {
            throw forbidden("a user of an account may not do that. Log in as the account");
        }
    }

    /** @throws ApiFailure SYS.1003 if the caller is neither the owner nor the administrator */
    static void owner(Caller caller, String accountUuid, String field, String uuid, String type) {
        if (!caller.owns(accountUuid)) {
            throw ApiFailure.noResource(field, uuid, type);
        }
    }

    static IngestionException forbidden(String why) {
        return new IngestionException(FailureKind.FORBIDDEN, "Could not run the call: " + why + ".");
    }
}
