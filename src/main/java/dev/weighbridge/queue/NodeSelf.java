package dev.weighbridge.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a node says of itself. */
@Component
final class NodeSelf {

    private static final String NOT_PACKAGED = "development";

    private final NodeName name;

    private final QueueProperties properties;

    private final String bound;

    private final boolean tls;

    /**
     * @param bound the address that the server is bound to; empty for all
     * @param tls the bundle of its certificate; empty if it speaks plain HTTP
     */
    NodeSelf(NodeName name, QueueProperties properties, @Value("${server.address:}") String bound,
            @Value("${server.ssl.bundle:}") String tls) {
        this.name = name;
        this.properties = properties;
        this.bound = bound;
        this.tls = !tls.isBlank();
    }

    /** This node as it begins to answer at a port. */
    Node at(int port, Instant now) {
        return new Node(name.name(), (tls ? "https://" : "http://") + host() + ":" + port, version(), properties.roles(), false, now, now,
                true);
    }

    private String host() {
        String host = bound.isBlank() || bound.equals("0.0.0.0") || bound.equals("::") ? own() : bound;
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String own() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    private static String version() {
        return Objects.requireNonNullElse(NodeSelf.class.getPackage().getImplementationVersion(), NOT_PACKAGED);
    }
}
