package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;

import dev.weighbridge.plan.Plan;
import org.jspecify.annotations.Nullable;

/** A plan as this door shows it: digests in their text form. */
public record PlanView(@Nullable String commit, @Nullable Instant sourceTime, @Nullable String weights, String rule, List<FileView> files,
        long bytesToFetch, long bytesStored, @Nullable String licence, @Nullable String gated, @Nullable String versionSemver,
        List<String> problems) {

    /** @param digest {@code sha256:<hex>} or {@code git-sha1:<hex>} */
    public record FileView(String path, @Nullable Long size, @Nullable String digest, boolean taken, boolean stored, @Nullable String why) {

        static FileView of(Plan.PlannedFile file) {
            return new FileView(file.path(), file.size(), file.digest() == null ? null : file.digest().toString(), file.taken(),
                    file.stored(),
                    file.why());
        }
    }

    static PlanView of(Plan plan) {
        return new PlanView(plan.commit(), plan.sourceTime(), plan.weights(), plan.rule(), plan.files().stream().map(FileView::of).toList(),
                plan.bytesToFetch(), plan.bytesStored(), plan.licence(), plan.gated(), plan.versionSemver(), plan.problems());
    }
}
