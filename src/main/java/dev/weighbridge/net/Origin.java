package dev.weighbridge.net;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: who is on the other side. Credentials for one origin are not shown to another. */
record Origin(String scheme, String host, int port) {

    /** @param url absolute, with a host */
    static Origin of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, HostForm.normal(url.getHost()), url.getPort() < 0 ? standard : url.getPort());
    }
}
