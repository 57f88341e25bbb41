package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists the nodes. */
@Command(name = "nodes", description = {"Lists the nodes and what they are doing, for the administrator.", ""})
final class NodesCommand extends ClientCommand {

    NodesCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        JsonNode found = server().get(Server.API + "/nodes");
        return show(found, () -> {
            var table = new Table("name", "address", "version", "roles", "state", ">running", "=started");
            found.path("items").forEach(node -> table.row(Fields.text(node, "name"), Fields.text(node, "address"),
                    Fields.text(node, "version"), String.join(",", node.path("roles").valueStream().map(JsonNode::asString).toList()),
                    state(node), node.path("running").size(), ListOptions.time(node, "startedAt")));
            terminal().table(table);
        });
    }

    private static String state(JsonNode node) {
        if (!node.path("alive").asBoolean(false)) {
            return "dead";
        }
        return node.path("draining").asBoolean(false) ? "draining" : "alive";
    }
}
