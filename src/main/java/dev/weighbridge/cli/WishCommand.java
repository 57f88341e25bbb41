package dev.weighbridge.cli;

import java.util.Iterator;
import java.util.Locale;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Cancels, pauses, resumes or approves. */
@Command
final class WishCommand extends ClientCommand {

    private final Wish wish;

    @Parameters(index = "0", paramLabel = "UUID", description = "Its uuid.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String uuid;

    WishCommand(Surroundings around, Wish wish) {
        super(around);
        this.wish = wish;
    }

    /** Each word is a command of its own in the help. */
    @Spec
    void describe(CommandSpec spec) {
        spec.usageMessage().description(wish.description(), "");
    }

    @Override
    ExitCode run() {
        Wish.checked(uuid);
        JsonNode now = asked(server(), wish.places().iterator());
        return show(now, () -> terminal().line(Fields.text(now, "name") + " (" + uuid + ") " + cameTo(Fields.text(now, "state"))));
    }

    /** Work that runs stops where it can go on, which takes a moment. */
    private String cameTo(String state) {
        boolean willStop = state.equals("RUNNING") && (wish == Wish.CANCEL || wish == Wish.PAUSE);
        String word = state.toLowerCase(Locale.ROOT).replace('_', ' ');
        if (willStop) {
            return "was told to " + wish.word() + ", and will within seconds.";
        }
        return switch (state) {
            case "SUCCEEDED", "FAILED", "PARTIAL" -> "had ended before: " + word + ".";
            default -> "is " + word + ".";
        };
    }

    private JsonNode asked(Server server, Iterator<String> places) {
        try {
            return server.post(places.next() + "/" + uuid + "/" + wish.word());
        } catch (CommandException refused) {
            if (refused.code() == ExitCode.NOT_FOUND && places.hasNext()) {
                return asked(server, places);
            }
            throw refused;
        }
    }
}
