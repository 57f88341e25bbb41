package dev.weighbridge.source.huggingface;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.Documents;
import dev.weighbridge.source.huggingface.HubRefusals.Asked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lists the files of a commit, page by page. */
final class HubTree {

    /** Of one page: the hub puts 1,000 entries on it, a mirror perhaps all. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Documents documents;

    private final HubRefusals refusals;

    private final int maxFiles;

    HubTree(Documents documents, HubRefusals refusals, int maxFiles) {
        this.documents = documents;
        this.refusals = refusals;
        this.maxFiles = maxFiles;
    }

    /**
     * The files below a folder of the model, with the folder as their root; or the one file that {@code path} names.
     *
     * @param path {@code ""} for the whole model
     */
    List<SourceFile> files(PinnedModel pinned, String path, @Nullable String token) {
        List<SourceFile> found = below(pinned, path, folder(pinned, path, true, token));
        if (found.isEmpty() && !path.isEmpty()) {
            int slash = path.lastIndexOf('/');
            found = below(pinned, path, folder(pinned, slash < 0 ? "" : path.substring(0, slash), false, token));
        }
        if (found.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not list " + pinned.model().page() + ": it has no file"
                    + (path.isEmpty() ? "" : " and no folder with files named '" + path + "'") + " at the revision '" + pinned.revision()
                    + "'. Check the name and the revision.");
        }
        return found;
    }

    private static List<SourceFile> below(PinnedModel pinned, String path, Collection<TreeEntry> entries) {
        String folder = path.isEmpty() ? "" : path + "/";
        return entries.stream().filter(TreeEntry::isFile).filter(entry -> entry.path().startsWith(folder) || entry.path().equals(path))
                .map(entry -> file(pinned, entry, entry.path().equals(path) ? path.lastIndexOf('/') + 1 : folder.length())).toList();
    }

    private static SourceFile file(PinnedModel pinned, TreeEntry entry, int from) {
        Digest announced = entry.announced();
        return new SourceFile(entry.path().substring(from), entry.size(), announced,
                pinned.model().file(pinned.commit(), entry.path()).toString(), announced == null ? null : "oid=" + announced.hex(),
                announced != null);
    }

    /** What a folder holds; nothing if it is none. */
    private Collection<TreeEntry> folder(PinnedModel pinned, String folder, boolean recursive, @Nullable String token) {
        var pages = new Pages(pinned, folder, recursive);
        OutboundRequest page = OutboundRequest.get(pages.first()).withToken(token);
        try {
            for (URI next = pages.take(page); next != null; next = pages.take(page)) {
                page = page.to(next);
            }
        } catch (IngestionException refused) {
            if (refused.kind() == FailureKind.SOURCE_NOT_FOUND && !folder.isEmpty()) {
                return List.of();
            }
            throw refused;
        }
        return pages.entries.values();
    }

    /** One listing on its way. Every page brings something new, or the listing ends, so that it cannot go round in a circle. */
    private final class Pages {

        private final PinnedModel pinned;

        private final String folder;

        private final URI first;

        private final Map<String, TreeEntry> entries = new LinkedHashMap<>();

        Pages(PinnedModel pinned, String folder, boolean recursive) {
            this.pinned = pinned;
            this.folder = folder;
            this.first = pinned.model().tree(pinned.commit(), folder, recursive);
        }

        URI first() {
            return first;
        }

        /** Fetches a page, and says which is the next, or null after the last. */
        @Nullable
        URI take(OutboundRequest page) {
            Documents.Document document = documents.fetch(page, LONGEST, asked().by(refusals));
            int before = entries.size();
            JsonNode list = document.json();
            if (!list.isArray()) {
                throw malformed("the hub's answer is no list of files");
            }
            list.valueStream().map(TreeEntry::of).forEach(this::add);
            String query = NextPage.query(document.header("Link"));
            if (query != null && entries.size() == before) {
                throw malformed("the hub's pages lead in a circle, or on and on without a file");
            }
            return query == null ? null : next(query);
        }

        private void add(TreeEntry entry) {
            TreeEntry other = entries.putIfAbsent(entry.path(), entry);
            if (other != null && !other.equals(entry)) {
                throw malformed("the hub lists '" + entry.path().replaceAll("\\p{Cntrl}", "?") + "' twice, and differently");
            }
            if (entries.size() > maxFiles) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list " + pinned.model().page() + ": it has more than "
                        + maxFiles + " files and folders. Add one folder of it (hf://org/name@revision/folder), or raise"
                        + " weighbridge.sources.max-files.");
            }
        }

        private URI next(String query) {
            try {
                return new URI(first.toString().replaceFirst("[?].*", "") + "?" + query);
            } catch (URISyntaxException noQuery) {
                throw malformed("the hub's link to its next page is no URL");
            }
        }

        private Asked asked() {
            String page = pinned.model().page();
            return new Asked(pinned.model().kind(), page, folder.isEmpty() ? "the files of" : "the folder '" + folder + "' of",
                    pinned.revision());
        }

        private IngestionException malformed(String why) {
            return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not list " + pinned.model().page() + ": " + why + ". Check that the endpoint is that of a hub.");
        }
    }
}
