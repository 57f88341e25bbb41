package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.weighbridge.ingestion.RunningWork;
import dev.weighbridge.queue.Node;

/**
 * A node as this door shows it.
 *
 * @param roles api, worker
 * @param alive whether its work is still its own: it has missed fewer than four heartbeats
 * @param draining whether it is about to stop
 * @param running the ingestions that it has
 */
public record NodeView(String name, String address, String version, SortedSet<String> roles, boolean alive, boolean draining,
        Instant startedAt,
        Instant heartbeatAt, List<Running> running) {

    /** An ingestion in short; {@code GET /ingestions/{uuid}} tells all of it. */
    public record Running(String uuid, String name, String step, String lane, int attempt) {}

    static NodeView of(Node node, List<RunningWork.One> work) {
        return new NodeView(node.name(), node.address(), node.version(), new TreeSet<>(node.roles()), node.alive(), node.draining(),
                node.startedAt(), node.heartbeatAt(), work.stream().filter(one -> one.node().equals(node.name()))
                        .map(one -> new Running(one.uuid(), one.name(), one.step(), one.lane(), one.attempt())).toList());
    }
}
