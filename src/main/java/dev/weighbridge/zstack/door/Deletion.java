package dev.weighbridge.zstack.door;

import java.util.Set;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/** What every Delete API checks before it deletes one resource. */
public final class Deletion {

    private static final Set<String> MODES = Set.of("", "Permissive", "Enforcing");

    private Deletion() {}

    /**
     * @param type ZStack's name of the resource's table, for the message
     * @throws ApiFailure SYS.1003 if {@code uuid} has not the form of one, SYS.1007 for an unknown deleteMode
     */
    public static void check(Call call, String uuid, String type) {
        if (!ResourceUuid.isWellFormed(uuid)) {
            throw ApiFailure.noResource("uuid", uuid, type);
        }
        checkMode(call);
    }

    /** @throws ApiFailure SYS.1007 for an unknown deleteMode */
    public static void checkMode(Call call) {
        String mode = call.parameters().first("deleteMode");
        if (mode != null && !MODES.contains(mode)) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "invalid field[deleteMode], valid values are [Permissive, Enforcing]");
        }
    }

    /**
     * @param owner the account that owns the resource, or null when the caller sees no such resource
     * @throws IngestionException NOT_FOUND or FORBIDDEN
     */
    public static void checkOwner(Caller caller, @Nullable String owner, String uuid) {
        if (owner == null) {
            throw new IngestionException(FailureKind.NOT_FOUND, "Could not delete " + uuid + ": there is nothing of that uuid.");
        }
        if (!caller.owns(owner)) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not delete " + uuid + ": it belongs to another account. Ask its owner or the administrator to delete it.");
        }
    }
}
