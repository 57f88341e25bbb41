package dev.weighbridge.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.center.ModelPlace;
import dev.weighbridge.center.ModelPlaces;
import dev.weighbridge.pipeline.Admission;
import dev.weighbridge.source.Choice;
import dev.weighbridge.source.Listing;
import dev.weighbridge.transfer.KnownBytes;
import dev.weighbridge.version.VersionChoice;
import dev.weighbridge.version.VersionSources;
import dev.weighbridge.version.VersionText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes plans, by the same steps that the pipeline takes until its first byte. For many threads. */
@Component
public class Planner {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{12,}");

    private final ModelPlaces places;

    private final KnownBytes known;

    private final Admission admission;

    private final Clock clock;

    Planner(ModelPlaces places, KnownBytes known, Admission admission, Clock clock) {
        this.places = places;
        this.known = known;
        this.admission = admission;
        this.clock = clock;
    }

    /**
     * Asks the place what there is, and says what would be done with it. Nothing is kept.
     *
     * @throws IngestionException if the place cannot be listed: what AddModel would fail with
     */
    public Plan plan(PlanRequest request) {
        ModelPlace place = places.of(request.accountUuid(), request.modelCenterUuid(), request.installPath(), request.token(),
                request.selection());
        Listing listing = place.list();
        Choice choice = place.choose(listing);
        List<Plan.PlannedFile> files = files(request, place, listing, choice);
        List<String> problems = new ArrayList<>(choice.problems());
        refusal(request, place, choice.taken()).ifPresent(problems::add);
        return new Plan(listing.revision(), listing.sourceTime(), choice.weights(), choice.rule(), files, bytes(files, false),
                bytes(files, true),
                listing.facts().licence(), listing.facts().gated(), version(listing), problems);
    }

    private List<Plan.PlannedFile> files(PlanRequest request, ModelPlace place, Listing listing, Choice choice) {
        Map<String, String> leftOut = new HashMap<>();
        for (Choice.LeftOut file : choice.leftOut()) {
            leftOut.put(file.file().path(), file.why());
        }
        return listing.files().stream().map(file -> {
            String why = leftOut.get(file.path());
            boolean stored = why == null && known.find(request.accountUuid(), file, place.announcementsAreTrusted()).isPresent();
            return new Plan.PlannedFile(file.path(), file.sizeIsKnown() ? file.size() : null, file.announced(), why == null, stored,
                    why == null && file.container() != null ? "its content is taken, unpacked while it is fetched" : why);
        }).toList();
    }

    private static long bytes(List<Plan.PlannedFile> files, boolean stored) {
        return files.stream().filter(file -> file.taken() && file.stored() == stored)
                .mapToLong(file -> Objects.requireNonNullElse(file.size(), 0L)).sum();
    }

    /** What would keep the model out for reasons of this deployment. */
    private Optional<String> refusal(PlanRequest request, ModelPlace place, List<SourceFile> taken) {
        try {
            admission.admit(
                    new Admission.Candidate(ArtifactKind.MODEL, request.installPath().replaceFirst("\\?.*", ""), request.accountUuid(),
                            null, ""),
                    taken,
                    place.announcementsAreTrusted());
            return Optional.empty();
        } catch (IngestionException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private @Nullable String version(Listing listing) {
        String revision = listing.revision();
        if (revision != null && COMMIT.matcher(revision).matches()) {
            Instant time = Objects.requireNonNullElseGet(listing.sourceTime(), clock::instant);
            return VersionChoice.of(new VersionSources(null, null, listing.tag(), time, revision)).value();
        }
        return listing.tag() == null ? null : VersionText.read(listing.tag()).orElse(null);
    }
}
