package dev.weighbridge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the help only: whoever starts the process serves without coming here. */
@Command(name = "serve", customSynopsis = "weighbridge [serve] [--property=value ...]", description = {
        "Runs a node until it is told to stop; so does 'weighbridge' without a command.", "",
        "Properties are those of the README, such as --server.port=8081 or --weighbridge.home=/srv/weighbridge; each can also be",
        "set in the environment (WEIGHBRIDGE_HOME, SERVER_PORT)."})
final class ServeCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;
}
