package dev.weighbridge.source.oci;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.core5.net.InetAddressUtils;
import org.jspecify.annotations.Nullable;

/** What is known of registries by their host names alone. */
final class RegistryHosts {

    /** Google's name for an access token that is sent as a password; GitHub, GitLab and others do not look at the name. */
    static final String NAME_OF_A_TOKEN = "oauth2accesstoken";

    /** Docker Hub's API has another host than its references and logins. */
    private static final String DOCKER_HUB = "registry-1.docker.io";

    private static final Set<String> DOCKER_HUB_NAMES = Set.of("docker.io", "index.docker.io");

    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private RegistryHosts() {}

    /**
     * The URL of a registry that a reference names: plain http on this machine itself, as Docker, containerd and ORAS do, else https.
     *
     * @param authority a host name, maybe with a port
     */
    static String urlOf(String authority) {
        if (isDockerHub(authority)) {
            return "https://" + DOCKER_HUB;
        }
        String host = authority.replaceFirst(":[0-9]+$", "");
        return (isLoopback(host) ? "http://" : "https://") + authority;
    }

    static boolean isDockerHub(@Nullable String host) {
        return host != null && (host.equalsIgnoreCase(DOCKER_HUB) || DOCKER_HUB_NAMES.contains(host.toLowerCase(Locale.ROOT)));
    }

    /** All names under which credentials for {@code host} may be kept. */
    static List<String> namesOf(String host) {
        return isDockerHub(host) ? List.of(host, DOCKER_HUB, "docker.io", "index.docker.io") : List.of(host);
    }

    static boolean isLoopback(String host) {
        String name = bare(host);
        return name.equals("localhost") || name.equals("::1")
                || InetAddressUtils.isIPv4(name) && name.startsWith("127.");
    }

    /**
     * Whether a login for {@code registry} may be shown to {@code realm}: the same host, or one of the same registrable domain ({@code
     * ghcr.example.org} and {@code auth.example.org}, by the public suffix list), and not in clear text if the registry itself is asked by https.
     */
    static boolean maySignInAt(URI realm, URI registry) {
        boolean inClear = realm.getScheme().equalsIgnoreCase("http") && registry.getScheme().equalsIgnoreCase("https");
        if (inClear && !isLoopback(realm.getHost())) {
            return false;
        }
        String one = bare(registry.getHost());
        String other = bare(realm.getHost());
        return one.equals(other) || !isAddress(one) && !isAddress(other) && isOfOneDomain(one, other);
    }

    private static boolean isOfOneDomain(String one, String other) {
        String domain = SUFFIXES.getDomainRoot(one);
        return domain != null && domain.equals(SUFFIXES.getDomainRoot(other));
    }

    private static boolean isAddress(String name) {
        return InetAddressUtils.isIPv4(name) || InetAddressUtils.isIPv6(name);
    }

    /** Lower case, without the brackets of an IPv6 address and the dot that may end a full name. */
    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$|\\.$", "");
    }
}
