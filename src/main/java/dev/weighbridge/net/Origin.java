package dev.weighbridge.net;

import java.net.URI;
import java.util.Locale;

import org.apache.hc.core5.http.HttpHost;

/** Scheme, host and port: who is on the other side. Credentials for one origin are not shown to another. */
record Origin(String scheme, String host, int port) {

    /** @param url absolute, with a host */
    static Origin of(URI url) {
        return of(url.getScheme(), url.getHost(), url.getPort());
    }

    static Origin of(HttpHost host) {
        return of(host.getSchemeName(), host.getHostName(), host.getPort());
    }

    private static Origin of(String scheme, String host, int port) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        int standard = lower.equals("https") ? 443 : 80;
        return new Origin(lower, HostForm.normal(host), port < 0 ? standard : port);
    }
}
