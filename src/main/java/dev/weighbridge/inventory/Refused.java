package dev.weighbridge.inventory;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * Says why something could not be entered in the inventory.
 *
 * @param what as a sentence names it: {@code the model 'llama' (<uuid>)}
 * @param accountUuid who would own it
 */
record Refused(String what, String accountUuid) {

    IngestionException noCenter(String centerUuid) {
        return because(FailureKind.NOT_FOUND, "its model centre " + centerUuid + " does not exist (any more). "
                + "Add it to a model centre that exists.", null);
    }

    IngestionException uuidIsUsed() {
        return because(FailureKind.CONFLICT, "its uuid is there already. Add it again without resourceUuid.", null);
    }

    /** The database would not have it. */
    IngestionException by(RuntimeException refusal) {
        return switch (ViolatedConstraint.of(refusal)) {
            case UNIQUE -> because(FailureKind.CONFLICT, "its uuid, or the path of one of its files, is there already. "
                    + "Add it again without resourceUuid.", refusal);
            case REFERENCE -> because(FailureKind.NOT_FOUND, "the account " + accountUuid + " that owns it does not exist (any more). "
                    + "Add it with an account that exists.", refusal);
            case OTHER -> because(FailureKind.INTERNAL, "the database refused it. See the node's log.", refusal);
        };
    }

    private IngestionException because(FailureKind kind, String why, @Nullable Throwable cause) {
        return new IngestionException(kind, "Could not enter " + what + " in the inventory: " + why, cause);
    }
}
