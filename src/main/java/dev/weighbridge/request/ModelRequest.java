package dev.weighbridge.request;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.ingestion.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A wish to add a model.
 *
 * @param accountUuid who wishes it, and will own it
 * @param token the source's secret for this request only
 * @param call the API call that it came with, null for other ways in
 */
public record ModelRequest(String accountUuid, Origin origin, GivenFields given, @Nullable String token, @Nullable ApiCall call) {

    /** Names everything but the token. */
    @Override
    public String toString() {
        return "ModelRequest[" + origin + ", " + given.name() + " from " + given.installPath() + "]";
    }
}
