package dev.weighbridge.cli;

import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import tools.jackson.databind.JsonNode;

/** Finds models by what people call them: uuid, name (the latest version of it), or name@version. */
final class Models {

    static final String PATH = Server.API + "/models";

    private static final int MOST = 1000;

    private Models() {}

    static JsonNode find(Server server, String wanted) {
        if (ResourceUuid.isWellFormed(wanted)) {
            return server.get(PATH + "/" + wanted);
        }
        int at = wanted.lastIndexOf('@');
        List<JsonNode> fit = named(server, wanted).stream().filter(model -> model.path("isLatestVersion").asBoolean(false)).toList();
        if (fit.isEmpty() && at > 0) {
            String version = wanted.substring(at + 1);
            fit = named(server, wanted.substring(0, at)).stream().filter(model -> version.equals(Fields.text(model, "version"))
                    || version.equals(Fields.text(model, "versionSemver"))).toList();
        }
        if (fit.size() == 1) {
            return fit.getFirst();
        }
        if (fit.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "Could not find the model '" + wanted
                    + "': there is none of this name that you may see. 'weighbridge list' shows what there is.");
        }
        throw new CommandException(ExitCode.USAGE, "Could not choose a model: '" + wanted + "' may be "
                + fit.stream().limit(10).map(model -> Fields.text(model, "uuid")).collect(Collectors.joining(", "))
                + ". Name one by its uuid.");
    }

    static String uuid(Server server, String wanted) {
        return ResourceUuid.isWellFormed(wanted) ? wanted : Fields.text(find(server, wanted), "uuid");
    }

    private static List<JsonNode> named(Server server, String name) {
        return server.get(new Query(PATH).with("name", name).with("limit", MOST)).path("items").valueStream()
                .filter(model -> Fields.text(model, "name").equals(name)).toList();
    }
}
