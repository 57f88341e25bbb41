package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists imports. */
@Command(name = "imports", description = {"Lists imports, the latest first.", ""})
final class ImportsCommand extends ClientCommand {

    @Mixin
    private final ListOptions stretch = new ListOptions();

    @Option(names = "--state", paramLabel = "STATES",
            description = "QUEUED, RUNNING, WAITING, PAUSED, AWAITING_APPROVAL, SUCCEEDED, FAILED, CANCELLED; several with commas.")
    private @Nullable String state;

    @Option(names = "--run", paramLabel = "UUID", description = "Those of a list or of a run of a sync.")
    private @Nullable String run;

    ImportsCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        JsonNode found = server().get(stretch.of(new Query(Ingestions.PATH).with("state", state).with("run", run)));
        return show(found, () -> {
            var table = new Table("=state", "=uuid", "name", "progress", "=began", "reason");
            found.path("items").forEach(one -> table.row(Fields.text(one, "state"), Fields.text(one, "uuid"), Fields.text(one, "name"),
                    Ingestions.share(one), ListOptions.time(one, "createdAt"), Fields.failure(one)));
            terminal().table(table);
            stretch.sayRest(terminal(), found, "import");
        });
    }
}
