package dev.weighbridge.cli;

import java.util.Locale;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import tools.jackson.databind.JsonNode;

/** Imports of single models, as people see them. */
final class Ingestions {

    static final String PATH = Server.API + "/ingestions";

    private Ingestions() {}

    /** Waits for the end of one. */
    static JsonNode end(Server server, Terminal terminal, String uuid) {
        return new Follow(terminal).end(() -> server.get(PATH + "/" + uuid), Ingestions::stand,
                "The import goes on at the server. Look at it: weighbridge show " + uuid);
    }

    /** Name, state and what matters of it. */
    static Follow.Stand stand(JsonNode one) {
        String state = Fields.text(one, "state");
        String reason = Fields.failure(one);
        String what = switch (state) {
            case "RUNNING" -> Fields.text(one, "step");
            case "WAITING" -> "waiting" + (reason.isEmpty() ? "" : ": " + reason);
            default -> state.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
        return new Follow.Stand(Fields.text(one, "name") + "  " + what.toLowerCase(Locale.ROOT), Fields.count(one, "bytesDone"),
                Fields.count(one, "bytesTotal"));
    }

    /** Says what an ended one has come to. */
    static ExitCode report(Server server, ClientCommand command, JsonNode ended) {
        ExitCode code = Follow.codeOf(ended);
        String name = Fields.text(ended, "name");
        if (code != ExitCode.OK) {
            String failure = Fields.failure(ended);
            command.terminal().note("weighbridge: " + (failure.isEmpty() ? "The import of " + name + " was cancelled." : failure));
            if (command.json()) {
                command.terminal().raw(ended.toPrettyString());
            }
            return code;
        }
        JsonNode model = server.get(Models.PATH + "/" + Fields.text(ended, "modelUuid"));
        return command.show(model, () -> command.terminal().line("Imported " + name + " " + Fields.text(model, "versionSemver") + " ("
                + Fields.text(model, "uuid") + "): " + Amount.bytes(Fields.count(model, "artifactSizeBytes")) + ", "
                + Amount.bytes(Fields.count(ended, "bytesFetched")) + " fetched, " + Amount.bytes(Fields.count(ended, "bytesDeduplicated"))
                + " in the store already."));
    }

    /** {@code 45 %} or what else tells how far one is. */
    static String share(JsonNode one) {
        Long total = Fields.number(one, "bytesTotal");
        long done = Fields.count(one, "bytesDone");
        return total == null ? "" : total == 0 ? "100%" : Math.min(100, done * 100 / total) + "% of " + Amount.bytes(total);
    }
}
