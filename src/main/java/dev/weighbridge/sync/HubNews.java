package dev.weighbridge.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.sync.SyncRun.Cause;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a hub tells of its models, by its web hook. For many threads. */
@Component
public class HubNews {

    private final SyncPolicies policies;

    private final FollowedModels followed;

    private final SyncItems items;

    private final SyncRuns runs;

    private final @Nullable String secret;

    HubNews(SyncPolicies policies, FollowedModels followed, SyncItems items, SyncRuns runs, SyncProperties properties) {
        this.policies = policies;
        this.followed = followed;
        this.items = items;
        this.runs = runs;
        String given = properties.hooks().huggingface().secret();
        this.secret = given == null || given.isBlank() ? null : given;
    }

    /** Whether the operator has agreed on a secret with the hub. */
    public boolean isExpected() {
        return secret != null;
    }

    /** Whether it is the hub's secret. The time that the answer takes tells nothing of it, not even its length. */
    public boolean isFromTheHub(@Nullable String given) {
        return secret != null && given != null && MessageDigest.isEqual(sha256(given), sha256(secret));
    }

    /**
     * Something has happened to a model: every policy that follows it looks at it now. Told twice, it is looked at twice, and what has not changed is not
     * requested.
     *
     * @param id {@code org/name}
     * @return the uuids of the runs
     */
    public List<String> changed(String id) {
        return policies.enabled().stream().filter(policy -> follows(policy, id))
                .map(policy -> runs.start(policy.uuid(), Cause.WEB_HOOK, id)).toList();
    }

    private boolean follows(SyncPolicy policy, String id) {
        try {
            return followed.names(policy, id) || items.knows(policy.uuid(), id);
        } catch (IngestionException changedCenter) {
            // Its centre is not what it was when the policy was made; its next run says so.
            return false;
        }
    }

    private static byte[] sha256(String text) {
        return DigestUtils.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
