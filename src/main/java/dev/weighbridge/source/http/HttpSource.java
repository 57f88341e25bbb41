package dev.weighbridge.source.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
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
final class HttpSource implements ModelSource {

    private final OutboundClient client;

    private final Refusals refusals;

    private final Announcements announcements;

    private final FolderListing folders;

    HttpSource(OutboundClient client, HttpSettings settings, Clock clock) {
        this.client = client;
        this.refusals = new Refusals(clock);
        this.announcements = new Announcements(client, refusals);
        this.folders = new FolderListing(client, refusals, announcements, this::probe, settings.maxFiles());
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
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        OutboundRequest plain = request(file.locator(), access);
        OutboundRequest request = ranged(plain, span, RemoteFile.strongEtag(file));
        OutboundResponse response = refusals.accept(request, client.get(request), file.path());
        try {
            long startsAt = confirmedStart(file, span.from(), response);
            return new HttpStream(file, response, startsAt, span.to(), listed -> confirm(listed, probe(plain, listed.path())));
        } catch (IOException failed) {
            response.close();
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(plain.url()) + ": the connection broke. It is tried again later.", failed);
        } catch (RuntimeException refused) {
            response.close();
            throw refused;
        }
    }

    private static OutboundRequest ranged(OutboundRequest plain, Span span, @Nullable String etag) {
        if (span.from() == 0 && span.isOpen()) {
            return plain;
        }
        OutboundRequest ranged = plain.withHeader("Range", "bytes=" + span.from() + "-" + (span.isOpen() ? "" : span.to() - 1));
        return etag == null ? ranged : ranged.withHeader("If-Range", etag);
    }

    /** What the server says of the file now. */
    private RemoteFile probe(OutboundRequest request, String name) {
        OutboundRequest firstByte = request.withHeader("Range", "bytes=0-0");
        try (OutboundResponse response = refusals.accept(firstByte, client.get(firstByte), name)) {
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
        try (OutboundResponse response = refusals.accept(request, client.get(request), name)) {
            if (response.status() == 416) {
                throw refusals.refusal(request, response);
            }
            return RemoteFile.of(response);
        }
    }

    /** The byte that the body begins with, after all that the headers say of the file was compared with what was listed. */
    private static long confirmedStart(SourceFile file, long from, OutboundResponse response) {
        RemoteFile remote = RemoteFile.of(response);
        ContentRange range = ContentRange.parse(response.header("Content-Range"));
        if (response.status() == 416) {
            if (from != file.size() || range != null && range.total() != file.size()) {
                throw changed(file, "it ends before byte " + from);
            }
            return from;
        }
        confirm(file, remote);
        requireAnEnd(file, remote);
        if (response.status() == 200) {
            return 0;
        }
        if (range == null || range.first() != from) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not fetch " + shown(file) + " from byte " + from
                    + ": the server sends another part than it was asked for. It is tried again later.");
        }
        return from;
    }

    private static void confirm(SourceFile file, RemoteFile now) {
        String difference = now.differenceFrom(file);
        if (difference != null) {
            throw changed(file, difference);
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

    static IngestionException changed(SourceFile file, String how) {
        return new IngestionException(FailureKind.SOURCE_CHANGED,
                "Could not fetch " + shown(file) + ": it is no longer the file that was listed, "
                        + how + ". It is started again from the first byte.");
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
        return url.getHost().toLowerCase(Locale.ROOT).equals(access.host()) ? access.token() : null;
    }
}
