package dev.weighbridge.cli;

import java.util.concurrent.Callable;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The name alone; what is wanted is said by one of its commands. */
@Command(name = "weighbridge", synopsisSubcommandLabel = "COMMAND", versionProvider = Version.class, description = {
        "Brings ML models into a private AI platform, and shows what is there.", ""},
        footer = {"",
                "Server and session: --url or WEIGHBRIDGE_URL; 'weighbridge login', or WEIGHBRIDGE_SESSION, or",
                "WEIGHBRIDGE_ACCESS_KEY_ID and WEIGHBRIDGE_ACCESS_KEY_SECRET. Proxies: https_proxy, http_proxy, no_proxy.",
                "Colours: none with NO_COLOR. A model is named by its uuid, its name, or name@version."})
final class RootCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this, or the help of a command.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Shows the version.")
    private boolean version;

    RootCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.note(spec.commandLine().getUsageMessage());
        return ExitCode.USAGE.number();
    }
}
