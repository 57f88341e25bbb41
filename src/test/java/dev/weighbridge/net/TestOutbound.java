package dev.weighbridge.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Makes clients for the tests of other rooms. */
public final class TestOutbound {

    private TestOutbound() {}

    /** A client that may reach {@code allowed} besides the public internet, and waits {@code idle} for a byte. Close it. */
    public static OutboundClient client(Duration idle, String... allowed) {
        var policy = new NetworkPolicy("test.allowed", List.of(allowed), InetAddress::getAllByName);
        return new OutboundClient(policy, new NetSettings(Duration.ofSeconds(20), idle, 64, 64));
    }
}
