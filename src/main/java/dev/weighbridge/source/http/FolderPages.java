package dev.weighbridge.source.http;

import java.io.IOException;
import java.net.URI;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.Refusals;
import org.jspecify.annotations.Nullable;

/** Fetches the pages that a server shows for folders. */
final class FolderPages {

    /** No page is longer: nginx needs some 150 bytes for a file, so that 100,000 files fit. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final OutboundClient client;

    private final Refusals refusals;

    FolderPages(OutboundClient client, Refusals refusals) {
        this.client = client;
        this.refusals = refusals;
    }

    /** The page of the folder that a person named. It may be redirected to another path of its server, or from http to https. */
    FolderPage named(OutboundRequest folder) {
        FolderPage page = fetch(folder);
        if (!isSameServer(folder.url(), page.folder()) || !page.folder().getRawPath().endsWith("/")
                || page.folder().getRawQuery() != null) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND, "Could not list " + ShownUrl.of(folder.url())
                    + ": it is redirected to " + ShownUrl.of(page.folder())
                    + ", which is no folder of this server, perhaps a page to log in. Give the URL of the folder itself.");
        }
        return page;
    }

    /** The page of a folder that another page lists. A redirect would lead to another folder, perhaps in a circle. */
    FolderPage listed(OutboundRequest folder) {
        FolderPage page = fetch(folder);
        if (!page.folder().equals(folder.url())) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list " + ShownUrl.of(folder.url())
                    + ": it is redirected to " + ShownUrl.of(page.folder())
                    + ", and below a folder no redirect is followed. Remove the redirect, or add that folder by its own URL.");
        }
        return page;
    }

    private FolderPage fetch(OutboundRequest folder) {
        try (OutboundResponse response = client.send(folder)) {
            if (response.status() != 200) {
                throw refusal(folder, response);
            }
            byte[] bytes = refusals.accept(folder, response, "listing.html").bodyUpTo(MAX_BYTES);
            if (bytes.length > MAX_BYTES) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list " + ShownUrl.of(folder.url())
                        + ": what the server sends is longer than " + MAX_BYTES
                        + " bytes. Spread the files over subfolders, or give the URL of a smaller folder.");
            }
            var page = new FolderPage(response.url(), bytes);
            if (!response.endIsMarked() && !page.looksWhole()) {
                throw broken(folder, null);
            }
            return page;
        } catch (IOException broken) {
            throw broken(folder, broken);
        }
    }

    private IngestionException refusal(OutboundRequest folder, OutboundResponse response) {
        String start = "Could not list " + ShownUrl.of(folder.url()) + ": ";
        return switch (response.status()) {
            case 403 -> new IngestionException(FailureKind.SOURCE_DENIED, start + "the server shows its files to nobody"
                    + (folder.credential() == null ? " without a token" : " with this token") + ", or lists no folders (status 403)."
                    + " Let the server list this folder (nginx: autoindex on), or give a token that may read it.");
            case 404 -> new IngestionException(FailureKind.SOURCE_NOT_FOUND, start
                    + "the server has no such folder (status 404). Check the URL; that of a file does not end with a slash.");
            default -> refusals.refusal(folder, response);
        };
    }

    private static IngestionException broken(OutboundRequest folder, @Nullable IOException broken) {
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not list " + ShownUrl.of(folder.url())
                + ": the connection broke before the whole list was here. It is tried again later.", broken);
    }

    private static boolean isSameServer(URI asked, URI answered) {
        boolean sameHost = asked.getHost().equalsIgnoreCase(answered.getHost());
        boolean sameScheme = asked.getScheme().equalsIgnoreCase(answered.getScheme());
        return sameHost && (sameScheme ? asked.getPort() == answered.getPort() : answered.getScheme().equalsIgnoreCase("https"));
    }
}
