package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the runs of a sync policy. */
@Command(name = "history", description = {"Lists the runs of a policy, the latest first.", ""})
final class SyncHistoryCommand extends ClientCommand {

    @Mixin
    private final ListOptions stretch = new ListOptions();

    @Parameters(index = "0", paramLabel = "POLICY", description = "Its uuid or name.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String policy;

    SyncHistoryCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        JsonNode found = server.get(stretch.of(new Query(Policies.PATH + "/" + Policies.uuid(server, policy) + "/history")));
        return show(found, () -> {
            var table = new Table("=began", "cause", "=state", ">new", ">changed", ">same", ">gone", ">failed", ">under way", ">fetched",
                    "reason");
            found.path("items").forEach(run -> table.row(ListOptions.time(run, "createdAt"), Fields.text(run, "cause"),
                    Fields.text(run, "state"), Fields.count(run, "newModels"), Fields.count(run, "changed"),
                    Fields.count(run, "unchanged"), Fields.count(run, "removed"), Fields.count(run, "failed"),
                    Fields.count(run, "underWay"), Amount.bytes(Fields.count(run, "bytes")), Fields.failure(run)));
            terminal().table(table);
            stretch.sayRest(terminal(), found, "run");
        });
    }
}
