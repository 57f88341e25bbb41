package dev.weighbridge.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/** The way that redirects have led so far: bounded, without circles, and never out of http and https. */
final class RedirectTrail {

    private static final int LONGEST = 5;

    private final URI start;

    private final Set<URI> seen = new LinkedHashSet<>();

    private final Map<String, String> headers = new HashMap<>();

    RedirectTrail(URI start) {
        this.start = start;
        seen.add(start);
    }

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Where a redirect leads. */
    URI next(OutboundResponse redirect) {
        redirect.headers().forEach(headers::putIfAbsent);
        return next(redirect.url(), redirect.header("Location"));
    }

    /** What the redirects said, the first of them first. */
    Map<String, String> headers() {
        return headers;
    }

    /** Where {@code location}, answered by {@code current}, leads. */
    private URI next(URI current, @Nullable String location) {
        URI next = resolved(current, location);
        if (!seen.add(next)) {
            throw deadEnd("its redirects lead in a circle");
        }
        if (seen.size() > LONGEST + 1) {
            throw deadEnd("it is redirected more than " + LONGEST + " times");
        }
        return next;
    }

    private URI resolved(URI current, @Nullable String location) {
        if (location == null) {
            throw deadEnd("the server redirects without saying where");
        }
        try {
            URI next = OutboundRequest.withoutFragment(current.resolve(new URI(location.strip())));
            String flaw = OutboundRequest.flawOf(next);
            if (flaw != null) {
                throw deadEnd("it is redirected to a place that cannot be asked (" + flaw + ")");
            }
            return next;
        } catch (URISyntaxException malformed) {
            throw deadEnd("it is redirected to something that is no URL");
        }
    }

    private IngestionException deadEnd(String why) {
        return new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                "Could not fetch " + ShownUrl.of(start) + ": " + why + ". Give the URL that the file really has.");
    }
}
