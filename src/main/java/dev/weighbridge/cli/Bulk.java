package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import tools.jackson.databind.JsonNode;

/** Imports of lists, as people see them. */
final class Bulk {

    static final String PATH = Server.API + "/bulk-imports";

    private static final String[] COUNTS = {"succeeded", "alreadyThere", "planned", "failed", "cancelled", "running", "waiting", "paused",
            "queued", "pending"};

    private Bulk() {}

    /** Waits for the end of one. */
    static JsonNode end(Server server, Terminal terminal, String uuid, String afterwards) {
        return new Follow(terminal).end(() -> server.get(PATH + "/" + uuid), Bulk::stand, afterwards);
    }

    static String onTheServer(String uuid) {
        return "The import goes on at the server. Look at it: weighbridge show " + uuid;
    }

    private static Follow.Stand stand(JsonNode run) {
        JsonNode counts = run.path("counts");
        long rows = Fields.count(counts, "rows");
        long open = Fields.count(counts, "pending") + Fields.count(counts, "queued") + Fields.count(counts, "running")
                + Fields.count(counts, "waiting") + Fields.count(counts, "paused");
        long failed = Fields.count(counts, "failed");
        return new Follow.Stand(Fields.text(run, "name") + "  " + (rows - open) + " of " + rows + " models"
                + (failed == 0 ? "" : ", " + failed + " failed"), Fields.count(counts, "bytesDone"), Fields.count(counts, "bytesTotal"));
    }

    /** Says what an ended one has come to. */
    static ExitCode report(ClientCommand command, JsonNode ended) {
        command.show(ended, () -> print(command.terminal(), ended));
        return Follow.codeOf(ended);
    }

    static void print(Terminal terminal, JsonNode run) {
        JsonNode counts = run.path("counts");
        var text = new StringBuilder();
        for (String count : COUNTS) {
            long rows = Fields.count(counts, count);
            text.append(rows == 0 ? "" : ", " + rows + " " + words(count));
        }
        terminal.line(Fields.text(run, "name") + " (" + Fields.text(run, "uuid") + "): " + Fields.text(run, "state") + ", "
                + Amount.of(Fields.count(counts, "rows"), "row") + text + ", " + bytes(run, counts) + ".");
        failures(terminal, run);
    }

    private static String bytes(JsonNode run, JsonNode counts) {
        return run.path("dryRun").asBoolean(false)
                ? Amount.bytes(Fields.count(counts, "bytesToFetch")) + " to fetch, " + Amount.bytes(Fields.count(counts, "bytesStored"))
                        + " in the store already"
                : Amount.bytes(Fields.count(counts, "bytesDone"));
    }

    private static void failures(Terminal terminal, JsonNode run) {
        JsonNode failures = run.path("failures");
        if (failures.isEmpty()) {
            return;
        }
        var table = new Table(">line", "name", "=kind", "reason");
        failures.forEach(row -> table.row(Fields.count(row, "line"), Fields.text(row, "name"), Fields.text(row, "kind"),
                Fields.text(row, "message")));
        terminal.line("");
        terminal.table(table);
        long failed = Fields.count(run.path("counts"), "failed");
        if (failed > failures.size()) {
            terminal.note((failed - failures.size()) + " more; the report has them all: GET " + PATH + "/" + Fields.text(run, "uuid")
                    + "/report?format=csv");
        }
    }

    private static String words(String count) {
        return count.equals("alreadyThere") ? "already there" : count;
    }
}
