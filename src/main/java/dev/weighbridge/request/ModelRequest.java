package dev.weighbridge.request;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A wish to add a model, or a dataset.
 *
 * @param accountUuid who wishes it, and will own it
 * @param given of a dataset only name, installPath (its url), modelCenterUuid, description, resourceUuid and tags say anything
 * @param token the source's secret for this request only
 * @param call the API call that it came with, null for other ways in
 */
public record ModelRequest(String accountUuid, Way way, Makes makes, GivenFields given, @Nullable String token,
        @Nullable ApiCall call) {

    /** For a model, by itself. */
    public ModelRequest(String accountUuid, Origin origin, GivenFields given, @Nullable String token, @Nullable ApiCall call) {
        this(accountUuid, Way.of(origin), Makes.MODEL, given, token, call);
    }

    /** Names everything but the token. */
    @Override
    public String toString() {
        return "ModelRequest[" + way.origin() + ", " + makes.kind() + " " + given.name() + " from " + given.installPath() + "]";
    }
}
