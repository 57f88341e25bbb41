package dev.weighbridge.source.modelscope;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import tools.jackson.databind.JsonNode;

/** The rows that the hub shows for a folder. Counts what it asks; for one listing. */
final class FilePages {

    /** No listing needs more: each page has up to 3,000 rows. */
    static final int MOST = 1000;

    private final Visit visit;

    private int pages;

    FilePages(Visit visit) {
        this.visit = visit;
    }

    /**
     * What lies in a folder, or with {@code all} also in the folders below it.
     *
     * @param folder {@code ""} for the top
     * @throws IngestionException MALFORMED_ARTIFACT for a row that cannot be kept or lies elsewhere, LIMIT_EXCEEDED, and what the hub says
     */
    List<RepoEntry> of(String revision, String folder, boolean all) {
        if (++pages > MOST) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not list " + visit.repository().shown() + ": it takes more than "
                            + MOST + " requests to see all of its folders. Add a subfolder of it.");
        }
        JsonNode rows = rows(visit.data(visit.repository().files(revision, folder, all)));
        List<RepoEntry> entries = new ArrayList<>(rows.size());
        for (JsonNode row : rows) {
            RepoEntry entry = RepoEntry.of(row, visit.repository());
            if (!folder.isEmpty() && !entry.path().startsWith(folder + "/")) {
                throw unfit("for the folder '" + folder + "' the hub shows '" + entry.path() + "', which does not lie there");
            }
            entries.add(entry);
        }
        return entries;
    }

    private JsonNode rows(JsonNode data) {
        JsonNode files = data.isArray() ? data : data.path("Files");
        if (!files.isArray() && !files.isNull()) {
            throw unfit("the hub's answer holds no list of files");
        }
        return files;
    }

    private IngestionException unfit(String why) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not list " + visit.repository().shown() + ": " + why + ". Ask who runs the hub.");
    }
}
