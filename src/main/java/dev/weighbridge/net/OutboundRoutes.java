package dev.weighbridge.net;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.ConnectionFailures.RefusedAddressException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Where requests may go, and by which proxy. Without a proxy the connection goes to the very addresses that the policy checked. By a proxy it is
 * the proxy that resolves the name; so the URL's host is checked before, as far as its addresses are known here. The proxies' own hosts are the
 * operator's choice: as proxies they are never checked, as places to fetch from like any other.
 */
final class OutboundRoutes {

    private final NetworkPolicy policy;

    private final ProxyRules proxies;

    OutboundRoutes(NetworkPolicy policy, ProxyRules proxies) {
        this.policy = policy;
        this.proxies = proxies;
    }

    /**
     * The proxy that a request goes by, or null for none.
     *
     * @throws IngestionException SOURCE_NOT_ALLOWED; without a proxy it may come only when the connection is made
     */
    @Nullable
    HttpProxy towards(URI url) {
        HttpProxy proxy = proxies.towards(Origin.of(url));
        if (proxy != null || proxies.runOn(url.getHost())) {
            policy.checkFromAfar(url.getHost());
        }
        return proxy;
    }

    /** Gives the client the proxies. */
    DefaultRoutePlanner planner() {
        return new DefaultRoutePlanner(null) {

            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                HttpProxy proxy = proxies.towards(Origin.of(target));
                return proxy == null ? null : proxy.host();
            }
        };
    }

    /** Gives the client the addresses to connect to. */
    DnsResolver resolver() {
        return new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                try {
                    return proxies.runOn(host) ? policy.unchecked(host) : policy.resolve(host);
                } catch (IngestionException refused) {
                    throw new RefusedAddressException(refused);
                }
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
