package dev.weighbridge.sync;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How policies run.
 *
 * @param files patterns of files that hold policies, {@code jobs/sync-*.yaml}; read when the node starts
 * @param lookEvery how often somebody looks which policies are due and which imports have ended
 * @param grace a run that begins so much later than its time counts as missed
 * @param maxModels how many models, branches and tags one policy may follow
 * @param hooks web hooks of hubs
 */
@ConfigurationProperties("weighbridge.sync")
record SyncProperties(@DefaultValue List<String> files, @DefaultValue("5s") Duration lookEvery, @DefaultValue("5m") Duration grace,
        @DefaultValue("10000") int maxModels, @DefaultValue Hooks hooks) {

    record Hooks(@DefaultValue Hub huggingface) {}

    /** @param secret what the hub sends with each call; without one there are no calls */
    record Hub(@Nullable String secret) {

        /** Never the secret. */
        @Override
        public String toString() {
            return "Hub[" + (secret == null ? "no secret" : "with a secret") + "]";
        }
    }
}
