package dev.weighbridge.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * A GET that is to be sent.
 *
 * @param url absolute, http or https, with a host, without user information and fragment
 * @param headers sent to every hop of a redirect; no credentials belong here
 * @param token sent as {@code Authorization: Bearer} to the url's scheme, host and port only, or null
 */
public record OutboundRequest(URI url, Map<String, String> headers, @Nullable String token) {

    /** @throws IngestionException INVALID_REQUEST if {@code url} or {@code token} is not of this form */
    public OutboundRequest {
        headers = Map.copyOf(headers);
        String flaw = flawOf(url);
        if (flaw != null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the URL " + ShownUrl.of(url) + ": " + flaw + ". Give a full http or https URL.");
        }
        if (token != null && token.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not send the token to " + url.getHost()
                    + ": it holds a space or another character that no token has. Give the token alone, without quotes or line breaks.");
        }
    }

    public static OutboundRequest get(URI url) {
        return new OutboundRequest(url, Map.of(), null);
    }

    public OutboundRequest withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new OutboundRequest(url, more, token);
    }

    public OutboundRequest withToken(@Nullable String secret) {
        return new OutboundRequest(url, headers, secret);
    }

    /** The same request to where a redirect points; the token stays behind when that is another origin. */
    OutboundRequest redirectedTo(URI next) {
        return new OutboundRequest(next, headers, Origin.of(url).equals(Origin.of(next)) ? token : null);
    }

    /** What is wrong with a URL, or null if it can be asked. */
    static @Nullable String flawOf(URI url) {
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
