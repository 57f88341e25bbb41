package dev.weighbridge.cli;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.Door;
import dev.weighbridge.cli.server.ExitCode;
import picocli.CommandLine;

/** Tells commands from the properties of a node, and runs them. */
public final class Cli {

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    /** Options of commands, which somebody may write before the command: no node is started by mistake then. */
    private static final Set<String> OF_COMMANDS = Set.of("--url", "-o", "--output");

    private static final String COMPLETION = "completion";

    private Cli() {}

    /** Whether these arguments are a command, and not a node's: nothing, {@code serve}, or properties. */
    public static boolean isFor(String[] args) {
        if (args.length == 0) {
            return false;
        }
        String first = args[0];
        if (first.equals("serve")) {
            return Arrays.stream(args).anyMatch(HELP::contains);
        }
        return !first.startsWith("-") || HELP.contains(first) || OF_COMMANDS.contains(first.replaceFirst("=.*", ""));
    }

    /**
     * Runs a command to its end.
     *
     * @param nodes starts the node of {@code import --embedded}
     * @return the exit code of the process
     */
    public static int run(String[] args, NodeStarter nodes, Clock clock) {
        Map<String, String> environment = System.getenv();
        return run(new Surroundings(environment, Terminal.ofProcess(environment), System.in, clock, nodes), args);
    }

    /** Only the command that is meant is made, where that is known: describing all of them would take longer than most take to run. */
    static int run(Surroundings around, String... args) {
        Map<String, Supplier<Object>> commands = commands(around);
        Supplier<Object> meant = args.length == 0 ? null : commands.get(args[0]);
        boolean needsAll = meant == null || args[0].equals(COMPLETION);
        try (Door _ = around.door()) {
            return commandLine(around, needsAll ? commands : Map.of(args[0], meant)).execute(args);
        }
    }

    private static CommandLine commandLine(Surroundings around, Map<String, Supplier<Object>> commands) {
        var root = new CommandLine(new RootCommand(around.terminal()));
        commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        root.setOut(around.terminal().writer());
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpWidth(Math.clamp(around.terminal().traits().width(), 70, 140));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        root.setParameterExceptionHandler((wrong, given) -> misused(around.terminal(), wrong));
        root.setExecutionExceptionHandler((failed, line, parsed) -> ended(around.terminal(), failed));
        Map<String, String> codes = exitCodes();
        describe(root, codes);
        return root;
    }

    private static Map<String, Supplier<Object>> commands(Surroundings around) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("login", () -> new LoginCommand(around));
        commands.put("logout", () -> new LogoutCommand(around));
        commands.put("centres", () -> new CommandLine(new CentresCommand(around)).addSubcommand("add", new AddCentreCommand(around)));
        commands.put("add", () -> new AddCommand(around));
        commands.put("plan", () -> new PlanCommand(around));
        commands.put("import", () -> new ImportCommand(around));
        commands.put("imports", () -> new ImportsCommand(around));
        commands.put("sync", () -> new CommandLine(new SyncCommand(around)).addSubcommand("run", new SyncRunCommand(around))
                .addSubcommand("preview", new SyncPreviewCommand(around)).addSubcommand("history", new SyncHistoryCommand(around)));
        commands.put("list", () -> new ListCommand(around));
        commands.put("show", () -> new ShowCommand(around));
        commands.put("files", () -> new FilesCommand(around));
        commands.put("pull", () -> new PullCommand(around));
        commands.put("verify", () -> new VerifyCommand(around));
        commands.put("retry", () -> new RetryCommand(around));
        List.of(Wish.values()).forEach(wish -> commands.put(wish.word(), () -> new WishCommand(around, wish)));
        commands.put("nodes", () -> new NodesCommand(around));
        commands.put("rebuild", () -> new RebuildCommand(around));
        commands.put("gc", () -> new GcCommand(around));
        commands.put(COMPLETION, () -> new CompletionCommand(around));
        commands.put("warm-up", () -> new WarmUpCommand(around));
        return commands;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(" " + code.number(), code.meaning());
        }
        return codes;
    }

    private static void describe(CommandLine line, Map<String, String> codes) {
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
        line.getSubcommands().values().forEach(below -> describe(below, codes));
    }

    private static int misused(Terminal terminal, CommandLine.ParameterException wrong) {
        terminal.note("weighbridge: " + wrong.getMessage());
        if (wrong instanceof CommandLine.UnmatchedArgumentException unknown && !unknown.getSuggestions().isEmpty()) {
            terminal.note("Did you mean " + String.join(" or ", unknown.getSuggestions()) + "?");
        }
        terminal.note("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }

    private static int ended(Terminal terminal, Exception failed) {
        if (failed instanceof CommandException known) {
            terminal.note("weighbridge: " + known.getMessage());
            return known.code().number();
        }
        terminal.note("weighbridge: Could not run the command: an unexpected failure, " + failed
                + ". Please report it, with what you typed.");
        return ExitCode.FAILED.number();
    }
}
