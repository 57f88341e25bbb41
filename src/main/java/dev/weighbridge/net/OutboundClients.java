package dev.weighbridge.net;

import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Component;

/** Makes clients that go out under another policy than sources do. They use the operator's proxy and trust the same authorities. */
@Component
public final class OutboundClients {

    private final HostResolver names;

    private final ProxySettings proxy;

    private final NetSettings settings;

    private final NetMeters meters;

    OutboundClients(HostResolver names, ProxySettings proxy, NetSettings settings, NetMeters meters) {
        this.names = names;
        this.proxy = proxy;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * A client that keeps no account of what hosts let this node ask. Close it.
     *
     * @param property the setting that {@code allowedNetworks} comes from, named in refusals
     * @param allowedNetworks host names, addresses and CIDR blocks that may be reached although they are loopback, link-local or private
     * @param patience how long a connection may take to come about, and the other side may send no byte
     */
    public OutboundClient under(String property, List<String> allowedNetworks, Duration patience) {
        var routes = new OutboundRoutes(new NetworkPolicy(property, allowedNetworks, names), ProxyRules.of(proxy, System.getenv()));
        var patient = new NetSettings(patience, patience, settings.connectionsPerHost(), settings.connections(), settings.caFile());
        return new OutboundClient(new Exchanges(routes, TrustedAuthorities.with(patient.caFile()), patient), null, meters);
    }
}
