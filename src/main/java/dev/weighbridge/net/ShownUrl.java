package dev.weighbridge.net;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/** A URL as a person may see it: without user name, password, query and fragment, any of which may hold a secret. */
public final class ShownUrl {

    private ShownUrl() {}

    public static String of(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + orEmpty(url.getHost()) + port + orEmpty(url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?…");
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
