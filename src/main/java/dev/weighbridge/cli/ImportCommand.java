package dev.weighbridge.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Imports a list of models. */
@Command(name = "import", description = {"Imports a list of models (CSV, JSON Lines or YAML) and waits until all are through.", ""})
final class ImportCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The list; - for the standard input, with --format.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Path file;

    @Option(names = "--format", paramLabel = "FORM", description = "csv, jsonl or yaml; else by the file's name.")
    private @Nullable ListForm format;

    @Option(names = {"-c", "--centre", "--center"}, paramLabel = "NAME|UUID", description = "The model centre of rows that name none.")
    private @Nullable String centre;

    @Option(names = "--dry-run", description = "Requests nothing, and says what would be done.")
    private boolean dryRun;

    @Option(names = "--priority", paramLabel = "WORD", description = "urgent, high, normal or low, of rows that say none.")
    private @Nullable String priority;

    @Option(names = {"-n", "--name"}, paramLabel = "NAME", description = "What the import is called.")
    private @Nullable String name;

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "A default for rows that do not say it, such as vendor=us.")
    private Map<String, String> defaults = Map.of();

    @Option(names = "--detach", description = "Does not wait.")
    private boolean detach;

    @Option(names = "--embedded", description = {"Needs no server: runs the pipeline in this process until the list is through.",
            "Takes a node's properties, such as --weighbridge.home=/srv/weighbridge. Without weighbridge.sources.local-roots,",
            "models may lie below the working directory."})
    private boolean embedded;

    @Unmatched
    private final List<String> properties = new ArrayList<>();

    ImportCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        checkProperties();
        if (embedded) {
            return new EmbeddedImport(this, around(), properties).run();
        }
        Server server = server();
        return ended(server, started(server), true);
    }

    private void checkProperties() {
        for (String property : properties) {
            if (!embedded || !property.matches("--[a-z][A-Za-z0-9.\\[\\]:/_-]*\\.[^=]*=.*")) {
                throw new CommandException(ExitCode.USAGE, "Could not understand the argument '" + property + "': it is no option of import"
                        + (embedded ? ", and no property like --name=value" : "") + ". Try 'weighbridge import --help'.");
            }
        }
        if (embedded && (detach || readsInput())) {
            throw new CommandException(ExitCode.USAGE,
                    "Could not import: --embedded goes neither with --detach nor with the standard input. Leave one out.");
        }
    }

    Path file() {
        return file;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Whether it says more than a file can that the node reads by itself. */
    boolean isPlainYaml() {
        return form() == ListForm.YAML && centre == null && defaults.isEmpty() && priority == null && name == null;
    }

    /** Sends the list. */
    String started(Server server) {
        Query query = new Query(Bulk.PATH).with("modelCenterUuid", centre == null ? null : Centres.uuid(server, centre))
                .with("dryRun", dryRun ? "true" : null).with("priority", priority)
                .with("name", name != null ? name : readsInput() ? null : file.getFileName());
        defaults.forEach(query::with);
        ListForm form = form();
        return Fields.text(server.post(query, body(), form.type()), "uuid");
    }

    /** Waits for the end, unless that is not wanted, and says what it was. */
    ExitCode ended(Server server, String uuid, boolean goesOn) {
        if (detach) {
            var run = server.get(Bulk.PATH + "/" + uuid);
            return show(run, () -> terminal().line("The import " + uuid + " is under way. Look at it: weighbridge show " + uuid));
        }
        String afterwards = goesOn ? Bulk.onTheServer(uuid)
                : "What was fetched is kept. To go on, run the same command again with the same weighbridge.home.";
        return Bulk.report(this, Bulk.end(server, terminal(), uuid, afterwards));
    }

    private boolean readsInput() {
        return file.toString().equals("-");
    }

    private ListForm form() {
        return format != null ? format : ListForm.of(file).orElseThrow(() -> new CommandException(ExitCode.USAGE, "Could not import " + file
                + ": its name does not end in .csv, .jsonl, .ndjson, .yaml or .yml. Say what it is with --format."));
    }

    private BodyPublisher body() {
        try {
            return readsInput() ? BodyPublishers.ofInputStream(() -> around().input()) : BodyPublishers.ofFile(file);
        } catch (FileNotFoundException missing) {
            throw new CommandException(ExitCode.USAGE,
                    "Could not read the list " + file + ": there is no such file, or it is not readable. "
                            + "Correct the name.",
                    missing);
        }
    }
}
