package dev.weighbridge.cli;

import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one thing, whatever it is. */
@Command(name = "show", description = {"Shows a model, an import, the import of a list, or a verification.", ""})
final class ShowCommand extends ClientCommand {

    private static final List<String> PLACES = List.of(Models.PATH, Ingestions.PATH, Bulk.PATH, VerifyCommand.PATH);

    private static final int LABEL = 26;

    @Parameters(index = "0", paramLabel = "UUID|MODEL", description = "The uuid of any of them, or a model's name or name@version.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String wanted;

    @Option(names = "--why",
            description = "Of a model: each field with the rule and file that it comes from, and what was found in its files.")
    private boolean why;

    ShowCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        if (why) {
            JsonNode derivation = server.get(Models.PATH + "/" + Models.uuid(server, wanted) + "/derivation");
            return show(derivation, () -> printWhy(derivation));
        }
        JsonNode found = ResourceUuid.isWellFormed(wanted) ? anything(server) : server.get(Models.PATH + "/" + Models.uuid(server, wanted));
        return show(found, () -> print(found));
    }

    private JsonNode anything(Server server) {
        return PLACES.stream().flatMap(place -> at(server, place + "/" + wanted).stream()).findFirst()
                .orElseThrow(() -> new CommandException(ExitCode.NOT_FOUND, "Could not find " + wanted
                        + ": no model, import or verification that you may see has this uuid. Check it."));
    }

    private static Optional<JsonNode> at(Server server, String path) {
        try {
            return Optional.of(server.get(path));
        } catch (CommandException refused) {
            if (refused.code() == ExitCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void print(JsonNode found) {
        if (found.has("counts")) {
            Bulk.print(terminal(), found);
            return;
        }
        found.properties().forEach(field -> print(field.getKey(), field.getValue()));
    }

    private void print(String name, JsonNode value) {
        if (value.isNull() || value.isArray() && value.isEmpty()) {
            return;
        }
        String shown = switch (name) {
            case "failure" -> Fields.text(value, "kind") + ": " + Fields.text(value, "message");
            case "size", "artifactSizeBytes", "bytesDone", "bytesTotal", "bytesFetched", "bytesDeduplicated", "minGpuMemory",
                    "recommendedGpuMemory", "extraGpuMemRequest" ->
                    Amount.bytes(value.asLong(0)) + " (" + value.asLong(0) + ")";
            default -> value.isValueNode() ? value.asString("") : value.toString();
        };
        terminal().line(String.format("%-" + LABEL + "s%s", name, shown));
    }

    private void printWhy(JsonNode derivation) {
        derivation.path("fields").forEach(field -> printWhy(field, 0));
        var table = new Table("finding", "file", "what");
        derivation.path("findings").forEach(found -> table.row(Fields.text(found, "danger"), Fields.text(found, "file"),
                Fields.text(found, "sentence")));
        if (!table.isEmpty()) {
            terminal().line("");
            terminal().table(table);
        }
    }

    private void printWhy(JsonNode field, int depth) {
        String file = Fields.text(field, "file");
        String indent = "  ".repeat(depth);
        String label = indent + Fields.text(field, "field");
        terminal().line(String.format("%-" + LABEL + "s%s", label, Fields.text(field, "value")));
        terminal().line(" ".repeat(LABEL) + "  because: " + Fields.text(field, "rule") + (file.isEmpty() ? "" : " [" + file + "]"));
        field.path("inputs").forEach(input -> printWhy(input, depth + 1));
    }
}
