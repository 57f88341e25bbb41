package dev.weighbridge.cli;

import java.util.concurrent.Callable;

import dev.weighbridge.cli.server.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options. */
@Command(name = "completion", description = {"Prints a script by which bash and zsh complete commands and options.", "",
        "  source <(weighbridge completion)", ""})
final class CompletionCommand implements Callable<Integer> {

    /** One script serves both. */
    enum Shell {
        BASH, ZSH
    }

    private final Surroundings around;

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash or zsh; it is the same script.")
    private Shell shell = Shell.BASH;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    CompletionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        around.terminal().raw(AutoComplete.bash("weighbridge", spec.root().commandLine()));
        return ExitCode.OK.number();
    }
}
