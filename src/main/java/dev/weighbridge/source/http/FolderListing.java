package dev.weighbridge.source.http;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;

/** Lists a folder: its pages, then the digests it announces, then a probe of each file that is large or of which no exact size is known. */
final class FolderListing {

    private final FolderPages pages;

    private final FolderDigests digests;

    private final BiFunction<OutboundRequest, String, RemoteFile> probe;

    private final int maxFiles;

    private record Found(SourceFile file, @Nullable Instant modified) {}

    FolderListing(OutboundClient client, Refusals refusals, Announcements announcements,
            BiFunction<OutboundRequest, String, RemoteFile> probe, int maxFiles) {
        this.pages = new FolderPages(client, refusals);
        this.digests = new FolderDigests(client, refusals, announcements);
        this.probe = probe;
        this.maxFiles = maxFiles;
    }

    /** Whether a URL names a folder, not a file. */
    static boolean isFolder(URI url) {
        return url.getRawPath().isEmpty() || url.getRawPath().endsWith("/");
    }

    Listing list(OutboundRequest request) {
        OutboundRequest folder = plain(request);
        Map<String, ListedEntry> entries = new HttpFolder(pages, folder, maxFiles).files();
        Map<String, Digest> announced = digests.find(folder, entries);
        List<Found> found = AtOnce.ask(entries.values(), entry -> found(folder, entry, announced.get(entry.path())));
        Instant latest = found.stream().map(Found::modified).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
        return new Listing(null, null, latest, found.stream().map(Found::file).toList());
    }

    private Found found(OutboundRequest folder, ListedEntry entry, @Nullable Digest announced) {
        if (entry.needsNoProbe()) {
            return new Found(new SourceFile(entry.path(), entry.size(), announced, entry.url(), null, false), entry.modified());
        }
        RemoteFile remote = probe.apply(HttpFolder.requestFor(folder, entry), entry.path());
        long size = remote.size() == SourceFile.UNKNOWN_SIZE ? entry.size() : remote.size();
        var file = new SourceFile(entry.path(), size, announced, entry.url(), remote.validator(size), remote.isStrong());
        HttpSource.requireAnEnd(file, remote);
        return new Found(file, remote.modified());
    }

    private static OutboundRequest plain(OutboundRequest folder) {
        URI url = folder.url();
        if (url.getRawQuery() != null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not list " + ShownUrl.of(url)
                    + ": a folder's URL has no query, because its files would be asked for without it. Give the folder's URL alone, and a"
                    + " secret as token.");
        }
        return url.getRawPath().isEmpty() ? folder.to(URI.create(url + "/")) : folder;
    }
}
