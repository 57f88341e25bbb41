package dev.weighbridge.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * A proxy, spoken to in plain HTTP.
 *
 * @param setting which setting or variable names it
 * @param login what it is told unasked, by the Basic scheme, or null
 */
record HttpProxy(String setting, HttpHost host, @Nullable UsernamePasswordCredentials login) {

    private static final int STANDARD_PORT = 80;

    /**
     * Reads {@code [http://][name[:password]@]host[:port][/]}; name and password may be percent-encoded.
     *
     * @throws IllegalArgumentException with a message that holds nothing of {@code text}, which may hold a password
     */
    static HttpProxy parse(String setting, String text) {
        URI url = url(setting, text.contains("://") ? text : "http://" + text);
        if (!url.getScheme().toLowerCase(Locale.ROOT).equals("http")) {
            throw unreadable(setting, "a proxy that is not spoken to by http is not known here");
        }
        String path = url.getRawPath();
        boolean more = path != null && !path.isEmpty() && !path.equals("/") || url.getRawQuery() != null || url.getRawFragment() != null;
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65535 || more) {
            throw unreadable(setting, "it is not of the form http://host:port");
        }
        var host = new HttpHost("http", HostForm.normal(url.getHost()), url.getPort() < 0 ? STANDARD_PORT : url.getPort());
        return new HttpProxy(setting, host, login(url.getRawUserInfo()));
    }

    /** Its host and port. */
    String shown() {
        return host.toHostString();
    }

    @Override
    public String toString() {
        return "HttpProxy[" + shown() + "]";
    }

    private static URI url(String setting, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw unreadable(setting, "it is no URL; special characters of a name or password are percent-encoded");
        }
    }

    private static @Nullable UsernamePasswordCredentials login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        String name = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new UsernamePasswordCredentials(decoded(name), decoded(password).toCharArray());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException unreadable(String setting, String why) {
        return new IllegalArgumentException(
                "Could not read " + setting + ": " + why + ". Give http://host:port or http://name:password@host:port"
                        + " in " + ProxyRules.PROPERTY + ", or " + ProxyRules.NONE + " for no proxy.");
    }
}
