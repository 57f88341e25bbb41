package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists the sync policies. */
@Command(name = "sync",
        description = {"Lists the policies that keep centres current; its commands run one, say what it would do, or show its runs.", ""})
final class SyncCommand extends ClientCommand {

    SyncCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        JsonNode found = Policies.all(server());
        return show(found, () -> {
            var table = new Table("name", "=uuid", "enabled", "cron", "=next run", "approval");
            found.path("items").forEach(one -> table.row(Fields.text(one, "name"), Fields.text(one, "uuid"),
                    one.path("enabled").asBoolean(false) ? "yes" : "no", Fields.text(one.path("schedule"), "cron"),
                    ListOptions.time(one, "nextRunAt"), Fields.text(one, "approval")));
            terminal().table(table);
        });
    }
}
