package dev.weighbridge.cli;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

import dev.weighbridge.cli.pull.Pull;
import dev.weighbridge.cli.pull.TargetFolder;
import dev.weighbridge.cli.pull.WantedFile;
import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Progress;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Brings a model's files here. */
@Command(name = "pull", description = {"Downloads a model, each file verified.",
        "What is there already stays, and what broke off goes on where it was.", ""})
final class PullCommand extends ClientCommand {

    private static final int MOST = 32;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its uuid, name, or name@version.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String model;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "The folder to put it into; else ./<name of the model>.")
    private @Nullable Path folder;

    @Option(names = {"-j", "--parallel"}, paramLabel = "N", description = "Files at once (4).")
    private int parallel = Pull.Pace.USUAL.parallel();

    @Option(names = "--include", paramLabel = "PATTERN", split = ",", description = "Only these files, such as '*.json' or '**/*.md'.")
    private List<String> include = List.of();

    PullCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        if (parallel < 1 || parallel > MOST) {
            throw new CommandException(ExitCode.USAGE,
                    "Could not pull " + parallel + " files at once: give a number from 1 to " + MOST + ".");
        }
        Server server = server();
        JsonNode found = Models.find(server, model);
        String uuid = Fields.text(found, "uuid");
        List<WantedFile> all = FilesCommand.all(server, uuid).stream().map(WantedFile::of).toList();
        checkTogether(found, all);
        var target = new TargetFolder(folder != null ? folder : Path.of(nameOf(found)));
        List<WantedFile> wanted = all.stream().filter(file -> isWanted(file.path())).toList();
        if (wanted.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND,
                    "Could not pull " + model + ": no file of it fits --include. 'weighbridge files' lists them.");
        }
        Pull.Result result = pulled(server, uuid, target, wanted);
        ObjectNode document = JsonMapper.shared().createObjectNode().put("modelUuid", uuid).put("folder", target.root().toString())
                .put("files", result.files()).put("bytes", result.bytes()).put("bytesFetched", result.fetched())
                .put("bytesKept", result.kept()).put("artifactChecksum", Fields.text(found, "artifactChecksum"))
                .put("complete", wanted.size() == all.size());
        return show(document,
                () -> terminal().line("Pulled " + Fields.text(found, "name") + " into " + target.root() + ": "
                        + Amount.of(result.files(), "file") + ", " + Amount.bytes(result.bytes()) + ", " + Amount.bytes(result.fetched())
                        + " fetched, "
                        + Amount.bytes(result.kept()) + " were here; all have their SHA-256."));
    }

    private Pull.Result pulled(Server server, String uuid, TargetFolder target, List<WantedFile> wanted) {
        try (var progress = new Progress(terminal(), System::nanoTime);
                var _ = new Interruption(terminal(), "What was fetched is kept. Run the same command again to go on.")) {
            return new Pull(server, uuid, target, Pull.Pace.USUAL.with(parallel)).run(wanted,
                    (done, total) -> progress.show("pulling " + Amount.of(wanted.size(), "file"), done, total));
        }
    }

    /** The digests of all files make the model's own; so the list of files is the one that was weighed. */
    private void checkTogether(JsonNode found, List<WantedFile> all) {
        if (!WantedFile.checksum(all).equals(Fields.text(found, "artifactChecksum"))) {
            throw new CommandException(ExitCode.FAILED, "Could not pull " + model
                    + ": the digests of its files do not make its artifactChecksum. Ask the operator; the inventory of the server is damaged.");
        }
    }

    private boolean isWanted(String path) {
        return include.isEmpty() || include.stream().map(PullCommand::matcher).anyMatch(one -> one.matches(Path.of(path)));
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (IllegalArgumentException malformed) {
            throw new CommandException(ExitCode.USAGE, "Could not read the pattern '" + pattern + "': " + malformed.getMessage()
                    + ". Correct --include.", malformed);
        }
    }

    private static String nameOf(JsonNode model) {
        String name = Fields.text(model, "name");
        return name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*") ? name : Fields.text(model, "uuid");
    }
}
