package dev.weighbridge.source.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.Contact;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.Refusals;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads one file from a web server, or a folder that it lists ({@link FolderListing}). A single file's digest is announced by {@code
 * <url>.sha256} beside it, if there is one.
 */
@Component
final class HttpSource implements ModelSource, RangedFetch.Answers {

    private final OutboundClient client;

    private final Refusals refusals;

    private final Announcements announcements;

    private final FolderListing folders;

    private final RangedFetch fetch;

    HttpSource(OutboundClient client, HttpSettings settings, Clock clock) {
        this.client = client;
        this.refusals = new Refusals(clock);
        this.announcements = new Announcements(client, refusals);
        this.folders = new FolderListing(client, refusals, announcements, this::probe, settings.maxFiles());
        this.fetch = new RangedFetch(client, this);
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public List<String> forms() {
        return List.of("http://host/file", "https://host/file", "https://host/folder/");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("http") || reference.scheme().equals("https");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        OutboundRequest request = request(reference.location(), access);
        if (FolderListing.isFolder(request.url())) {
            return folders.list(request);
        }
        String name = FileName.of(request.url());
        RemoteFile remote = probe(request, name);
        Digest announced = announcements.find(request, name);
        var file = new SourceFile(name, remote.size(), announced, request.url().toString(), remote.validator(remote.size()),
                remote.isStrong());
        requireAnEnd(file, remote);
        return new Listing(null, null, remote.modified(), List.of(file));
    }

    @Override
    public void reach(ModelReference reference) {
        Contact.with(client, request(reference.location(), SourceAccess.ANONYMOUS).url());
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        return fetch.open(file, request(file.locator(), access), span, RemoteFile.strongEtag(file));
    }

    @Override
    public void check(OutboundRequest request, OutboundResponse response, SourceFile file) {
        refusals.accept(request, response, file.path());
        if (response.status() != 416) {
            RemoteFile remote = RemoteFile.of(response);
            requireTheSame(file, remote);
            requireAnEnd(file, remote);
        }
    }

    @Override
    public void confirm(OutboundRequest whole, SourceFile file) {
        requireTheSame(file, probe(whole, file.path()));
    }

    /** What the server says of the file now. */
    private RemoteFile probe(OutboundRequest request, String name) {
        OutboundRequest firstByte = request.withHeader("Range", "bytes=0-0");
        try (OutboundResponse response = refusals.accept(firstByte, client.send(firstByte), name)) {
            RemoteFile remote = RemoteFile.of(response);
            if (response.status() == 206 && response.contentLength() == 1) {
                response.bodyUpTo(1);
            }
            if (response.status() != 416 || remote.size() == 0) {
                return remote;
            }
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(request.url()) + ": the connection broke at the first byte. It is tried again later.",
                    broken);
        }
        return probeWithoutRange(request, name);
    }

    /** For the server that answers a range it dislikes with 416 and no length. */
    private RemoteFile probeWithoutRange(OutboundRequest request, String name) {
        try (OutboundResponse response = refusals.accept(request, client.send(request), name)) {
            if (response.status() == 416) {
                throw refusals.refusal(request, response);
            }
            return RemoteFile.of(response);
        }
    }

    private static void requireTheSame(SourceFile file, RemoteFile now) {
        String difference = now.differenceFrom(file);
        if (difference != null) {
            throw RangedFetch.changed(file, difference);
        }
    }

    /** Without a length, chunks or a digest nobody could tell a whole file from one whose connection broke. */
    static void requireAnEnd(SourceFile file, RemoteFile remote) {
        if (!file.sizeIsKnown() && !remote.endIsMarked() && file.announced() == null) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not fetch " + shown(file) + ": the server tells neither its length nor"
                            + " its digest, so a broken connection could not be told from its end. Put a " + file.path()
                            + ".sha256 beside it.");
        }
    }

    private static String shown(SourceFile file) {
        return ShownUrl.of(URI.create(file.locator()));
    }

    private static OutboundRequest request(String location, SourceAccess access) {
        try {
            int hash = location.indexOf('#');
            OutboundRequest request = OutboundRequest.get(new URI(hash < 0 ? location : location.substring(0, hash)));
            return request.withToken(tokenFor(request.url(), access));
        } catch (URISyntaxException malformed) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the URL of the model: " + malformed.getReason() + ". Percent-encode spaces and special characters.");
        }
    }

    private static @Nullable String tokenFor(URI url, SourceAccess access) {
        return access.tokenFor(url.getHost());
    }
}
