package dev.weighbridge.plan;

import dev.weighbridge.source.Selection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param accountUuid who asks, and would own the model
 * @param token the source's secret for this request only
 * @param selection which files are wanted; what it leaves open is the centre's to say
 */
public record PlanRequest(String accountUuid, String modelCenterUuid, String installPath, @Nullable String token, Selection selection) {

    /** Names everything but the token. */
    @Override
    public String toString() {
        return "PlanRequest[" + installPath.replaceFirst("\\?.*", "?…") + " of " + modelCenterUuid + "]";
    }
}
