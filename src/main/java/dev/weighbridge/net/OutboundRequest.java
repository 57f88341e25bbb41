package dev.weighbridge.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be sent: a GET, with a body a POST, or a HEAD.
 *
 * @param url absolute, http or https, with a host, without user information and fragment
 * @param headers sent to every hop of a redirect; no credentials belong here
 * @param credential sent to the url's scheme, host and port only, or null
 * @param body what a POST carries, or null for any other
 * @param headersOnly whether this is a HEAD, whose answer has no body
 */
public record OutboundRequest(URI url, Map<String, String> headers, @Nullable Credential credential, @Nullable Body body,
        boolean headersOnly) {

    /**
     * What is posted. It may hold a secret.
     *
     * @param type its media type
     */
    public record Body(String type, String text) {

        /** Never the text. */
        @Override
        public String toString() {
            return "Body[" + type + "]";
        }
    }

    /** @throws IngestionException INVALID_REQUEST if {@code url} is not of this form */
    public OutboundRequest {
        headers = Map.copyOf(headers);
        String flaw = flawOf(url);
        if (flaw != null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the URL " + ShownUrl.of(url) + ": " + flaw + ". Give a full http or https URL.");
        }
    }

    public static OutboundRequest get(URI url) {
        return new OutboundRequest(url, Map.of(), null, null, false);
    }

    /** A HEAD. Its answer has the headers of a GET's, and what they say of a length is {@code Content-Length}. */
    public static OutboundRequest head(URI url) {
        return new OutboundRequest(url, Map.of(), null, null, true);
    }

    /** A POST. It is sent at most once, and a redirect as its answer is not followed. */
    public static OutboundRequest post(URI url, Body body) {
        return new OutboundRequest(url, Map.of(), null, body, false);
    }

    /** A GET of another place with the same headers and rights; only for places below the same host. */
    public OutboundRequest to(URI other) {
        return new OutboundRequest(other, headers, credential, null, false);
    }

    public OutboundRequest withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new OutboundRequest(url, more, credential, body, headersOnly);
    }

    /** @param secret a bearer token, or null for none */
    public OutboundRequest withToken(@Nullable String secret) {
        return with(secret == null ? null : Credential.bearer(secret));
    }

    public OutboundRequest with(@Nullable Credential right) {
        return new OutboundRequest(url, headers, right, body, headersOnly);
    }

    /** The same request to where a redirect points; the credential stays behind when that is another origin. */
    OutboundRequest redirectedTo(URI next) {
        return new OutboundRequest(next, headers, Origin.of(url).equals(Origin.of(next)) ? credential : null, null, headersOnly);
    }

    /** Shows no query, no header's value, no credential and no body. */
    @Override
    public String toString() {
        return "OutboundRequest[" + (body == null ? "GET " : "POST ") + ShownUrl.of(url) + " with " + new TreeSet<>(headers.keySet())
                + (credential == null ? "" : " and " + credential) + (body == null ? "" : " and " + body) + "]";
    }

    /** What is wrong with a URL, or null if it can be asked. */
    public static @Nullable String flawOf(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "its scheme is not http or https";
        }
        if (url.getHost() == null || url.getPort() > 65535 || url.getPort() == 0) {
            return "it names no valid host and port";
        }
        return url.getRawUserInfo() == null ? null : "it holds a user name or password";
    }

    /** The url without its fragment, which is never sent. */
    static URI withoutFragment(URI url) throws URISyntaxException {
        String text = url.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? url : new URI(text.substring(0, hash));
    }
}
