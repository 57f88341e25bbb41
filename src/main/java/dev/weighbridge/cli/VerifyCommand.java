package dev.weighbridge.cli;

import java.util.Locale;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Has what is stored of a model re-read. */
@Command(name = "verify",
        description = {"Has every byte of a model re-read from the store, and what is damaged repaired from its source.", ""})
final class VerifyCommand extends ClientCommand {

    static final String PATH = Server.API + "/verifications";

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its uuid, name, or name@version.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String model;

    @Option(names = "--detach", description = "Does not wait.")
    private boolean detach;

    VerifyCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        String uuid = Fields.text(server.post(Models.PATH + "/" + Models.uuid(server, model) + "/verify"), "uuid");
        if (detach) {
            JsonNode begun = server.get(PATH + "/" + uuid);
            return show(begun, () -> terminal().line("The verification " + uuid + " is under way. Look at it: weighbridge show " + uuid));
        }
        JsonNode ended = new Follow(terminal()).end(() -> server.get(PATH + "/" + uuid), this::stand,
                "The verification goes on at the server. Look at it: weighbridge show " + uuid);
        show(ended, () -> print(ended));
        String failure = Fields.failure(ended);
        if (!failure.isEmpty()) {
            terminal().note("weighbridge: " + failure);
        }
        return Follow.codeOf(ended);
    }

    private Follow.Stand stand(JsonNode now) {
        return new Follow.Stand("verifying " + model + "  " + Fields.text(now, "state").toLowerCase(Locale.ROOT),
                Fields.count(now, "bytesDone"), Fields.count(now, "bytesTotal"));
    }

    private void print(JsonNode ended) {
        terminal().line("Verified " + model + ": " + Fields.text(ended, "state") + ", " + Fields.count(ended, "intact") + " intact, "
                + Fields.count(ended, "damaged") + " damaged, " + Fields.count(ended, "repaired") + " repaired, "
                + Amount.bytes(Fields.count(ended, "bytesDone")) + " read, " + Amount.bytes(Fields.count(ended, "bytesFetched"))
                + " fetched.");
        var table = new Table("file", "=outcome", "what");
        ended.path("findings").forEach(found -> table.row(found.path("paths").path(0).asString(""), Fields.text(found, "outcome"),
                Fields.text(found, "message")));
        if (!table.isEmpty()) {
            terminal().line("");
            terminal().table(table);
        }
    }
}
