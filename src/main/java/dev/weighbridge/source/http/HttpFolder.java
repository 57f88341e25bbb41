package dev.weighbridge.source.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.ShownUrl;

/** One walk through a folder that a web server lists: all files below it, page by page. For one use. */
final class HttpFolder {

    /** Less than the 40 symbolic links that Linux follows in one path: a link in a circle shows as folders down to there. */
    private static final int DEEPEST = 32;

    private final FolderPages pages;

    private final OutboundRequest named;

    private final int most;

    private final Map<String, ListedEntry> files = new LinkedHashMap<>();

    private final Set<String> folders = new HashSet<>();

    private final Deque<ListedEntry> unread = new ArrayDeque<>();

    private long links;

    /**
     * @param named ends with a slash
     * @param most how many files and folders may be met
     */
    HttpFolder(FolderPages pages, OutboundRequest named, int most) {
        this.pages = pages;
        this.named = named;
        this.most = most;
    }

    /**
     * The files by their paths below the folder.
     *
     * @throws IngestionException SOURCE_NOT_FOUND if there is no file, and what the first unfit page or entry calls for
     */
    Map<String, ListedEntry> files() {
        pages.named(named).read(entry -> take(entry, ""));
        while (!unread.isEmpty()) {
            ListedEntry folder = unread.remove();
            pages.listed(requestFor(named, folder)).read(entry -> take(entry, folder.path()));
        }
        if (files.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not list " + ShownUrl.of(named.url())
                    + ": there is no file in this folder. Put the model's files there, or give another URL.");
        }
        return files;
    }

    /** Asks for {@code entry} with the rights that the folder above it was asked with. */
    static OutboundRequest requestFor(OutboundRequest folder, ListedEntry entry) {
        return folder.to(entry.location());
    }

    /** A page may link to a file twice, by its icon and by its name; a page of nothing else ends, too. */
    private void take(ListedEntry met, String above) {
        ListedEntry entry = met.below(above);
        if (!entry.isFolder()) {
            files.putIfAbsent(entry.path(), entry);
        } else if (folders.add(entry.path())) {
            if (entry.path().split("/").length >= DEEPEST) {
                throw tooMuch("it holds folders " + DEEPEST + " deep, perhaps by a link that leads in a circle",
                        "Remove the link, or give the URL of a smaller folder");
            }
            unread.add(entry);
        }
        if (files.size() + folders.size() > most || ++links > 2L * most + 10) {
            throw tooMuch("the model has more than " + most + " files and folders",
                    "Add a smaller folder, or raise weighbridge.sources.max-files");
        }
    }

    private IngestionException tooMuch(String why, String what) {
        return new IngestionException(FailureKind.LIMIT_EXCEEDED,
                "Could not list " + ShownUrl.of(named.url()) + ": " + why + ". " + what + ".");
    }
}
