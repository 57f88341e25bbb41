package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Has the inventory made again from the store. */
@Command(name = "rebuild",
        description = {"Says which models are in the store and not in the inventory, or brings them back.",
                "Needed after the database was lost or restored from an older copy; for the administrator.", ""})
final class RebuildCommand extends ClientCommand {

    private static final String PATH = Server.API + "/rebuilds";

    @Option(names = "--run", description = "Brings them back, and waits for it. Without this nothing is changed.")
    private boolean run;

    RebuildCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        JsonNode begun = server.post(new Query(PATH).with("dryRun", !run).toString());
        if (!run) {
            return show(begun, () -> terminal().line("The store has " + Fields.count(begun, "manifests") + " manifests, of which the "
                    + "inventory does not know " + Fields.count(begun, "unknown") + ". Nothing was changed; --run brings these back."));
        }
        String uuid = Fields.text(begun, "uuid");
        JsonNode ended = new Follow(terminal()).end(() -> server.get(PATH + "/" + uuid), RebuildCommand::stand,
                "The rebuild goes on at the server; what it has not brought back, 'weighbridge rebuild' says.");
        show(ended, () -> print(ended));
        return Follow.codeOf(ended);
    }

    private static Follow.Stand stand(JsonNode now) {
        return new Follow.Stand("rebuilding, " + Fields.count(now, "done") + " of " + Fields.count(now, "total") + " models", 0, 0);
    }

    private void print(JsonNode ended) {
        long failed = Fields.count(ended, "failed");
        terminal().line("Brought back " + (Fields.count(ended, "total") - failed) + " of " + Fields.count(ended, "total")
                + " models and datasets.");
        var table = new Table("manifest", "why it is not back");
        ended.path("failures").forEach(one -> table.row(Fields.text(one, "uuid"), Fields.failure(one)));
        if (!table.isEmpty()) {
            terminal().line("");
            terminal().table(table);
        }
    }
}
