package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says what a run of a sync policy would do. */
@Command(name = "preview", description = {"Says what a run of a policy would do now, and changes nothing.", ""})
final class SyncPreviewCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "POLICY", description = "Its uuid or name.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String policy;

    SyncPreviewCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        JsonNode preview = server.post(Policies.PATH + "/" + Policies.uuid(server, policy) + "/preview");
        return show(preview, () -> print(preview));
    }

    private void print(JsonNode preview) {
        JsonNode counts = preview.path("counts");
        terminal().line(policy + ": " + Fields.count(counts, "newModels") + " new, " + Fields.count(counts, "changed") + " changed, "
                + Fields.count(counts, "unchanged") + " unchanged, " + Fields.count(counts, "removed") + " removed, "
                + Fields.count(counts, "failed") + " failed.");
        var table = new Table("what", "model", "version", "reference");
        preview.path("changes").forEach(one -> table.row(Fields.text(one, "what"), Fields.text(one, "id"), Fields.text(one, "version"),
                Fields.text(one, "reference")));
        if (!table.isEmpty()) {
            terminal().line("");
            terminal().table(table);
        }
        preview.path("failures").forEach(failure -> terminal().note("weighbridge: " + Fields.text(failure, "message")));
    }
}
