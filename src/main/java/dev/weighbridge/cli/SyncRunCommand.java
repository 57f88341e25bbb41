package dev.weighbridge.cli;

import java.util.Locale;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a sync policy now. */
@Command(name = "run", description = {"Runs a policy now, whatever its schedule says, and waits until its imports are through.", ""})
final class SyncRunCommand extends ClientCommand {

    private static final int LATEST = 100;

    @Parameters(index = "0", paramLabel = "POLICY", description = "Its uuid or name.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String policy;

    @Option(names = "--detach", description = "Does not wait.")
    private boolean detach;

    SyncRunCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        String path = Policies.PATH + "/" + Policies.uuid(server, policy);
        boolean waits = Fields.text(server.get(path), "approval").equals("manual");
        String run = Fields.text(server.post(path + "/run"), "uuid");
        String afterwards = "The run goes on at the server. Look at it: weighbridge sync history " + policy;
        if (detach) {
            return show(JsonMapper.shared().createObjectNode().put("uuid", run), () -> terminal().line(afterwards));
        }
        JsonNode ended = new Follow(terminal()).end(() -> found(server, path, run), this::stand, afterwards,
                waits ? Follow::isOver : Follow::hasEnded);
        show(ended, () -> print(ended));
        long open = Fields.count(ended, "underWay");
        if (open > 0) {
            terminal()
                    .note(Amount.of(open, "import") + " of it may wait for a person: 'weighbridge imports --state AWAITING_APPROVAL --run "
                            + run + "' shows which, 'weighbridge approve UUID' lets one in.");
        }
        String failure = Fields.failure(ended);
        if (!failure.isEmpty()) {
            terminal().note("weighbridge: " + failure);
        }
        return Follow.codeOf(ended);
    }

    private static JsonNode found(Server server, String path, String run) {
        return server.get(new Query(path + "/history").with("limit", LATEST)).path("items").valueStream()
                .filter(one -> Fields.text(one, "uuid").equals(run)).findFirst()
                .orElseThrow(() -> new CommandException(ExitCode.NOT_FOUND, "Could not find the run " + run
                        + ": the history has it no more. 'weighbridge sync history' shows what there is."));
    }

    private Follow.Stand stand(JsonNode run) {
        long open = Fields.count(run, "underWay");
        return new Follow.Stand(policy + "  " + Fields.text(run, "state").toLowerCase(Locale.ROOT)
                + (open == 0 ? "" : ", " + open + " imports under way"), 0, 0);
    }

    private void print(JsonNode run) {
        terminal().line(policy + ": " + Fields.text(run, "state") + ", " + Fields.count(run, "newModels") + " new, "
                + Fields.count(run, "changed") + " changed, " + Fields.count(run, "unchanged") + " unchanged, "
                + Fields.count(run, "removed") + " removed, " + Fields.count(run, "failed") + " failed, "
                + Amount.bytes(Fields.count(run, "bytes")) + " fetched.");
    }
}
