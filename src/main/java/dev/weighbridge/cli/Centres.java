package dev.weighbridge.cli;

import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds model centres by what people call them. */
final class Centres {

    static final String PATH = Server.ZSTACK + "/ai/model-centers";

    private static final int MOST = 1000;

    private Centres() {}

    static List<JsonNode> all(Server server) {
        return server.get(new Query(PATH).with("limit", MOST)).path("inventories").valueStream().toList();
    }

    /**
     * The uuid of a centre.
     *
     * @param wanted its uuid or name; null for the only one that there is
     */
    static String uuid(Server server, @Nullable String wanted) {
        if (wanted != null && ResourceUuid.isWellFormed(wanted)) {
            return wanted;
        }
        List<JsonNode> all = all(server);
        List<JsonNode> fit = wanted == null ? all : all.stream().filter(centre -> Fields.text(centre, "name").equals(wanted)).toList();
        if (fit.size() == 1) {
            return Fields.text(fit.getFirst(), "uuid");
        }
        if (all.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "Could not choose a model centre: you have none. Make one, such as"
                    + " 'weighbridge centres add hub https://huggingface.co'; a list in YAML may bring its own, under 'centre'.");
        }
        if (fit.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "Could not find the model centre '" + wanted + "': there are "
                    + named(all) + ". Name one of them.");
        }
        throw new CommandException(ExitCode.USAGE, "Could not choose a model centre: there are " + named(fit)
                + ". Name one by its " + (wanted == null ? "name" : "uuid") + " with --centre.");
    }

    private static String named(List<JsonNode> centres) {
        return centres.stream().limit(10).map(centre -> Fields.text(centre, "name") + " (" + Fields.text(centre, "uuid") + ")")
                .collect(Collectors.joining(", "));
    }
}
