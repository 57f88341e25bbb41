package dev.weighbridge.cli;

import java.util.concurrent.Callable;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What all commands that ask a server have in common. */
@Command(sortOptions = false, usageHelpAutoWidth = false, synopsisHeading = "Usage: ", optionListHeading = "%nOptions:%n")
abstract class ClientCommand implements Callable<Integer> {

    private final Surroundings around;

    @Option(names = "--url", paramLabel = "URL",
            description = "The node; else WEIGHBRIDGE_URL, that of the last login, or http://127.0.0.1:8080.")
    private @Nullable String url;

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", description = "table, for people, or json: one document, for scripts.")
    private Output output = Output.TABLE;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    ClientCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public final Integer call() {
        return run().number();
    }

    abstract ExitCode run();

    Surroundings around() {
        return around;
    }

    Terminal terminal() {
        return around.terminal();
    }

    Address address() {
        return around.door().address(url);
    }

    Server server() {
        return around.door().signedIn(address());
    }

    boolean json() {
        return output == Output.JSON;
    }

    /** Writes the result for programs, or has it written for people. */
    ExitCode show(JsonNode document, Runnable forPeople) {
        if (json()) {
            terminal().raw(document.toPrettyString());
        } else {
            forPeople.run();
        }
        return ExitCode.OK;
    }
}
