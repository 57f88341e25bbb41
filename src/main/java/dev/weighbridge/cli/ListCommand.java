package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Searches the inventory. */
@Command(name = "list", aliases = "ls", description = {"Lists the models of the inventory, the newest first.", ""})
final class ListCommand extends ClientCommand {

    @Mixin
    private final ListOptions stretch = new ListOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A part of the name.")
    private @Nullable String name;

    @Option(names = {"-c", "--centre", "--center"}, paramLabel = "NAME|UUID", description = "Of this model centre.")
    private @Nullable String centre;

    @Option(names = "--latest", description = "The latest version of each only.")
    private boolean latest;

    @Option(names = "--architecture", paramLabel = "TYPE", description = "Such as LlamaForCausalLM.")
    private @Nullable String architecture;

    @Option(names = "--pipeline", paramLabel = "TAG", description = "Such as text-generation.")
    private @Nullable String pipeline;

    ListCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        Query query = new Query(Models.PATH).with("name", name).with("centre", centre == null ? null : Centres.uuid(server, centre))
                .with("latest", latest ? "true" : null).with("architectureType", architecture).with("pipelineTag", pipeline);
        JsonNode found = server.get(stretch.of(query));
        return show(found, () -> print(found));
    }

    private void print(JsonNode found) {
        var table = new Table("name", "version", "latest", ">size", "architecture", ">GPU from", "=uuid", "=imported");
        found.path("items").forEach(one -> table.row(Fields.text(one, "name"), version(one),
                one.path("isLatestVersion").asBoolean(false) ? "yes" : "", Amount.bytes(Fields.count(one, "artifactSizeBytes")),
                Fields.text(one, "architectureType"), Amount.bytesOrDash(Fields.number(one, "minGpuMemory")), Fields.text(one, "uuid"),
                ListOptions.time(one, "createdAt")));
        terminal().table(table);
        stretch.sayRest(terminal(), found, "model");
    }

    /** As it was given; else as it was read. */
    private static String version(JsonNode model) {
        String given = Fields.text(model, "version");
        return given.isEmpty() ? Fields.text(model, "versionSemver") : given;
    }
}
