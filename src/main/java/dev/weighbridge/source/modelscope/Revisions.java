package dev.weighbridge.source.modelscope;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A repository's branches, tags and commits. */
final class Revisions {

    /** The branch of a reference that names none. */
    static final String DEFAULT = "master";

    private static final int SHOWN = 10;

    /** Begins like a version; what it is read as is for others to say. */
    private static final Pattern VERSION = Pattern.compile("(?i)(?:version|ver|v|release)?[-_./ ]?[0-9].*");

    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final Visit visit;

    Revisions(Visit visit) {
        this.visit = visit;
    }

    /**
     * Returns the name as a version text if it is a tag that looks like one, else null.
     *
     * @throws IngestionException SOURCE_NOT_FOUND if there is neither a branch nor a tag of this name: the hub itself would show the default branch
     *     instead in some of its answers
     */
    @Nullable
    String versionOf(String name) {
        JsonNode map = visit.data(visit.repository().revisions()).path("RevisionMap");
        List<String> tags = names(map.path("Tags"));
        List<String> branches = names(map.path("Branches"));
        if (!tags.contains(name) && !branches.contains(name)) {
            throw unknown(name, branches, tags);
        }
        return tags.contains(name) && VERSION.matcher(name).matches() ? name : null;
    }

    /**
     * The commit that a branch or tag names now, if the hub tells one and shows the same files for it.
     *
     * @param tree what the hub shows for the name
     */
    @Nullable
    String pin(String name, FilePages pages, List<RepoEntry> tree) {
        try {
            JsonNode commit = visit.data(visit.repository().head(name)).path("Commit").path(0).path("Id");
            if (!commit.isString() || !PinnedFile.COMMIT.matcher(commit.stringValue()).matches()) {
                return null;
            }
            return bytes(tree).equals(bytes(pages.of(commit.stringValue(), "", true))) ? commit.stringValue() : null;
        } catch (IngestionException refused) {
            if (refused.kind().waitingHelps()) {
                throw refused;
            }
            return null;
        }
    }

    private static Set<RepoEntry> bytes(List<RepoEntry> tree) {
        return tree.stream().map(RepoEntry::withoutCommit).collect(Collectors.toSet());
    }

    private IngestionException unknown(String name, List<String> branches, List<String> tags) {
        List<String> all = Stream.concat(tags.stream(), branches.stream()).filter(PLAIN.asMatchPredicate()).toList();
        String shown = String.join(", ", all.subList(0, Math.min(SHOWN, all.size()))) + (all.size() > SHOWN ? ", …" : "");
        return new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not list " + visit.repository().shown()
                + ": it has no branch or tag '" + name + "'. "
                + (all.isEmpty() ? "It has none at all." : "Name one that it has: " + shown + "."));
    }

    private static List<String> names(JsonNode rows) {
        List<String> names = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.path("Revision").isString()) {
                names.add(row.path("Revision").stringValue());
            }
        }
        return names;
    }
}
