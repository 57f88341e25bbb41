package dev.weighbridge.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.version.VersionChoice;
import dev.weighbridge.version.VersionSources;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What was found out about a stored model or dataset, between InspectStep, which keeps it as JSON, and CommitStep. */
record Weighing(WeighedModel weighed) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{12,}");

    /** The policy has seen all of them; more than these nobody reads. */
    private static final int MAX_DANGERS = 200;

    /** What the files say, but the inventory does not keep as it is. */
    private static final Set<String> NOT_OF_THE_INVENTORY = Set.of("versionText");

    /**
     * Puts together what is known.
     *
     * @param dangers those that were let in
     * @param now stands in for the source's time when the source knows none
     */
    static Weighing of(Work work, List<StoredFile> files, ModelFacts facts, List<SafetyFinding> dangers, Instant now) {
        String checksum = Checksum.of(files);
        long size = files.stream().mapToLong(StoredFile::size).sum();
        PinnedRevision pinned = work.pinned();
        Instant sourceTime = pinned == null ? null : pinned.sourceTime();
        List<Derivation> derivations = new ArrayList<>(ofTheBytes(files, checksum, size));
        Derivation version = version(work, facts, checksum, sourceTime == null ? now : sourceTime);
        derivations.add(version);
        ListingNotes notes = ListingNotes.of(work);
        if (notes != null && notes.weights() != null) {
            derivations.add(new Derivation("weights", notes.weights(), notes.rule(), null));
        }
        derivations.addAll(GivenDerivations.before(work.given(), size, ofTheInventory(facts)));
        return new Weighing(
                new WeighedModel(checksum, size, version.value(), sourceTime, derivations, findings(work, size, facts, dangers.size()),
                        dangers.stream().limit(MAX_DANGERS).toList()));
    }

    static Weighing fromJson(String json) {
        return JSON.readValue(json, Weighing.class);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    private static Derivation version(Work work, ModelFacts facts, String checksum, Instant time) {
        PinnedRevision pinned = work.pinned();
        String revision = pinned == null ? null : pinned.revision();
        String hex = revision != null && COMMIT.matcher(revision).matches() ? revision : checksum;
        return VersionChoice.of(new VersionSources(work.given().version(), facts.derivation("versionText").orElse(null),
                pinned == null ? null : pinned.versionTag(), time, hex));
    }

    private static List<Derivation> ofTheBytes(List<StoredFile> files, String checksum, long size) {
        String rule = files.size() == 1 ? "SHA-256 of the only file"
                : "SHA-256 over the lines '<sha256>  <path>' of all " + files.size() + " files, sorted by path";
        return List.of(new Derivation("artifactChecksum", checksum, rule, null),
                new Derivation("artifactSizeBytes", Long.toString(size), "sum of the sizes of all files", null));
    }

    private static List<Derivation> ofTheInventory(ModelFacts facts) {
        return facts.derivations().stream().filter(derivation -> !NOT_OF_THE_INVENTORY.contains(derivation.field())).toList();
    }

    private static List<String> findings(Work work, long size, ModelFacts facts, int dangers) {
        List<String> all = new ArrayList<>(facts.findings());
        if (dangers > MAX_DANGERS) {
            all.addFirst("There are " + (dangers - MAX_DANGERS) + " more dangers than are kept.");
        }
        ListingNotes notes = ListingNotes.of(work);
        if (notes != null) {
            all.addAll(notes.findings());
        }
        String difference = sizeDifference(work, size);
        if (difference != null) {
            all.add(difference);
        }
        return all;
    }

    /** A sentence if the request gave another size than the artifact has. */
    static @Nullable String sizeDifference(Work work, long size) {
        Long given = work.given().size();
        return given == null || given == size ? null : "the request gave a size of " + given + " bytes, and the artifact has " + size;
    }
}
