package dev.weighbridge.net;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Makes clients for the tests of other rooms. */
public final class TestOutbound {

    private TestOutbound() {}

    /**
     * A client that may reach {@code allowed} besides the public internet, and waits {@code idle} for a byte. Close it. No time passes while it waits
     * for a host that asked it to.
     */
    public static OutboundClient client(Duration idle, String... allowed) {
        var policy = new NetworkPolicy("test.allowed", List.of(allowed), InetAddress::getAllByName);
        return client(policy, settings(idle, 64, 64));
    }

    static OutboundClient client(NetworkPolicy policy, NetSettings settings) {
        return client(new OutboundRoutes(policy, ProxyRules.DIRECT), settings);
    }

    static OutboundClient client(OutboundRoutes routes, NetSettings settings) {
        var meters = new NetMeters(new SimpleMeterRegistry());
        var time = new HandTime(Clock.systemUTC().instant());
        return new OutboundClient(exchanges(routes, settings), new RateBudgets(time, time, meters), meters);
    }

    static Exchanges exchanges(OutboundRoutes routes, NetSettings settings) {
        return new Exchanges(routes, TrustedAuthorities.with(settings.caFile()), settings);
    }

    static NetSettings settings(Duration idle, int perHost, int all) {
        return new NetSettings(Duration.ofSeconds(20), idle, perHost, all, null);
    }
}
