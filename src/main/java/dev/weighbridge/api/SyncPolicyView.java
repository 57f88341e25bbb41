package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.sync.Follow;
import dev.weighbridge.sync.Schedule;
import dev.weighbridge.sync.SyncPolicy;
import dev.weighbridge.sync.Treatment;
import dev.weighbridge.sync.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * A sync policy as this door shows it, in the form in which it takes it.
 *
 * @param file the name of the file that it was written in, or null
 */
public record SyncPolicyView(String uuid, String name, String modelCenterUuid, String accountUuid, boolean enabled, Follow follow,
        List<String> revisions,
        List<String> include, List<String> exclude, @Nullable String weights, Schedule schedule, Retained retention, String onRemoved,
        String approval, String missedRuns, String priority, @Nullable Instant nextRunAt, @Nullable String file, Instant createdAt,
        Instant changedAt) {

    /** @param keepVersions null for all */
    public record Retained(@Nullable Integer keepVersions, boolean keepTagged) {}

    static SyncPolicyView of(SyncPolicy one) {
        Wanted wanted = one.rules().wanted();
        Treatment treatment = one.rules().treatment();
        return new SyncPolicyView(one.uuid(), one.given().name(), one.given().modelCenterUuid(), one.accountUuid(), one.given().enabled(),
                one.rules().follow(), wanted.revisions(), wanted.include(), wanted.exclude(), wanted.weights(), one.rules().schedule(),
                new Retained(treatment.keepVersions(), treatment.keepTagged()), word(treatment.onRemoved()), word(treatment.approval()),
                word(treatment.missedRuns()), word(treatment.priority()), one.nextRunAt(), one.file(), one.createdAt(), one.changedAt());
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
