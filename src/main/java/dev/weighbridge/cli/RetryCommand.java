package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks again for what has failed. */
@Command(name = "retry", description = {"Imports again what has failed or was cancelled: one model, or those of a list.", ""})
final class RetryCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "UUID", description = "Of an import, or of the import of a list.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String uuid;

    @Option(names = "--detach", description = "Does not wait.")
    private boolean detach;

    RetryCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        try {
            return one(server, server.post(Ingestions.PATH + "/" + Wish.checked(uuid) + "/retry"));
        } catch (CommandException refused) {
            if (refused.code() != ExitCode.NOT_FOUND) {
                throw refused;
            }
        }
        return list(server, server.post(Bulk.PATH + "/" + uuid + "/retry-failed"));
    }

    private ExitCode one(Server server, JsonNode again) {
        String anew = Fields.text(again, "uuid");
        if (detach) {
            return show(again, () -> terminal().line("The import " + anew + " of " + Fields.text(again, "name")
                    + " is under way. Look at it: weighbridge show " + anew));
        }
        return Ingestions.report(server, this, Ingestions.end(server, terminal(), anew));
    }

    private ExitCode list(Server server, JsonNode retried) {
        if (detach) {
            return show(retried, () -> terminal().line("Tries " + Amount.of(Fields.count(retried, "rows"), "row") + " of " + uuid
                    + " again. Look at them: weighbridge show " + uuid));
        }
        return Bulk.report(this, Bulk.end(server, terminal(), uuid, Bulk.onTheServer(uuid)));
    }
}
