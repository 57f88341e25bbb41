package dev.weighbridge.cli;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.Door;

/**
 * What a command finds around itself.
 *
 * @param door to the servers; whoever runs the command closes it
 */
record Surroundings(Map<String, String> environment, Terminal terminal, InputStream input, Clock clock, NodeStarter nodes, Door door) {

    Surroundings(Map<String, String> environment, Terminal terminal, InputStream input, Clock clock, NodeStarter nodes) {
        this(environment, terminal, input, clock, nodes, new Door(environment, clock));
    }
}
