package dev.weighbridge.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.PinnedRevision;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.source.Choice;
import dev.weighbridge.source.SourceFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of a listing beside its files.
 *
 * @param weights which set of weights was taken, null where there was nothing to choose
 * @param rule why those files
 * @param taken how many files
 * @param leftOut the first of those that were not taken, with the reason
 * @param leftOutInAll how many were not taken
 * @param problems sentences about what is odd
 * @param announcementsWereTrusted whether who announced the digests was trusted when they were listed, see {@link dev.weighbridge.center.ModelPlace}
 */
record ListingNotes(@Nullable String weights, String rule, int taken, List<Skipped> leftOut, int leftOutInAll, List<String> problems,
        SourceFacts facts, boolean announcementsWereTrusted) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int SHOWN = 200;

    /** A file that was not taken. */
    record Skipped(String path, String why) {}

    static ListingNotes of(Choice choice, SourceFacts facts, boolean announcementsAreTrusted) {
        List<Skipped> first = choice.leftOut().stream().limit(SHOWN).map(ListingNotes::skipped).toList();
        return new ListingNotes(choice.weights(), choice.rule(), choice.taken().size(), first, choice.leftOut().size(), choice.problems(),
                facts,
                announcementsAreTrusted);
    }

    private static ListingNotes fromJson(String json) {
        return JSON.readValue(json, ListingNotes.class);
    }

    /** Those of an ingestion's listing; null before it is listed, and of one that an earlier release listed. */
    static @Nullable ListingNotes of(Work work) {
        PinnedRevision pinned = work.pinned();
        return pinned == null || pinned.notes() == null ? null : fromJson(pinned.notes());
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** What is worth knowing of the choice, as sentences without a stop. */
    List<String> findings() {
        List<String> all = new ArrayList<>(problems);
        if (leftOutInAll > 0) {
            Skipped first = leftOut.getFirst();
            all.add(leftOutInAll + (leftOutInAll == 1 ? " file was" : " files were") + " left out, "
                    + (leftOutInAll == 1 ? "" : "the first of them ")
                    + "'" + first.path() + "': " + first.why());
        }
        return all;
    }

    /** What the place's own scanners say against those files that were taken. */
    List<SafetyFinding> scanned(List<StoredFile> stored) {
        Set<String> paths = stored.stream().map(StoredFile::path).collect(Collectors.toSet());
        return facts.warnings().stream().filter(warning -> paths.contains(warning.path()))
                .map(warning -> new SafetyFinding(SafetyKind.HUB_SCAN, warning.path(),
                        "The scanners of the place that '" + warning.path() + "' comes from call it " + warning.said() + "."))
                .toList();
    }

    private static Skipped skipped(Choice.LeftOut file) {
        return new Skipped(file.file().path(), file.why());
    }
}
