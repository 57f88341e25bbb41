package dev.weighbridge.net;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/** A URL as a person may see it: without user name, password, query and fragment, any of which may hold a secret. */
public final class ShownUrl {

    private ShownUrl() {}

    public static String of(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + orEmpty(url.getHost()) + port + orEmpty(url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?…");
    }

    /** An install path as a person may see it: a URL as by {@link #of}, anything else up to its first question mark or hash. */
    public static String ofReference(String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getScheme() != null && url.getHost() != null) {
                return of(url);
            }
        } catch (URISyntaxException noUrl) {
            return cut(text);
        }
        return cut(text);
    }

    private static String cut(String text) {
        return text.replaceFirst("(?s)#.*", "").replaceFirst("(?s)[?].*", "?…").replaceFirst("^([A-Za-z][^:/]*://)[^/@]*@", "$1…@");
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
