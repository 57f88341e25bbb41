package dev.weighbridge.cli;

import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import tools.jackson.databind.JsonNode;

/** Finds sync policies by their uuid or name. */
final class Policies {

    static final String PATH = Server.API + "/sync-policies";

    private static final int MOST = 1000;

    private Policies() {}

    static JsonNode all(Server server) {
        return server.get(new Query(PATH).with("limit", MOST));
    }

    static String uuid(Server server, String wanted) {
        if (ResourceUuid.isWellFormed(wanted)) {
            return wanted;
        }
        List<JsonNode> fit = all(server).path("items").valueStream().filter(one -> Fields.text(one, "name").equals(wanted)).toList();
        if (fit.size() == 1) {
            return Fields.text(fit.getFirst(), "uuid");
        }
        throw fit.isEmpty()
                ? new CommandException(ExitCode.NOT_FOUND, "Could not find the sync policy '" + wanted
                        + "': there is none of this name that you may see. 'weighbridge sync' lists them.")
                : new CommandException(ExitCode.USAGE, "Could not choose a sync policy: " + fit.size() + " have the name '" + wanted
                        + "'. Name one by its uuid.");
    }
}
