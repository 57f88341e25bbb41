package dev.weighbridge.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;

import dev.weighbridge.artifact.ResourceUuid;
import org.springframework.stereotype.Component;

/** This process among the nodes: host, process id and a random end, so that a restarted node is a new one. */
@Component
public final class NodeName {

    private final String name = host() + "-" + ProcessHandle.current().pid() + "-" + ResourceUuid.random().substring(0, 8);

    /** At most 100 characters. */
    public String name() {
        return name;
    }

    private static String host() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.substring(0, Math.min(host.length(), 64));
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
