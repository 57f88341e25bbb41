package dev.weighbridge.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Imports one model. */
@Command(name = "add", description = {"Imports a model and waits until it is in the inventory.", ""})
final class AddCommand extends ClientCommand {

    /** Of AddModel, what has no option of its own. The server passes over what it does not know, as ZStack does. */
    private static final Set<String> FIELDS = new TreeSet<>(Set.of("description", "parameters", "logo", "vendor", "introduction", "size",
            "recommendedGpuNum", "gpuConstraintDescription", "shareMode", "defaultModelServiceUuid", "resourceUuid", "fineTuningGroupUuid",
            "fineTuningExportFingerprint", "fineTuningSourceModelUuid", "fineTuningSourceModelInstallPath", "fineTuningSourceFramework",
            "fineTuningSourceArchitecture"));

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Option(names = {"-n", "--name"}, paramLabel = "NAME", description = "What it is called; else the last part of the path.")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "VERSION", description = "Its version; else what its files or its source say.")
    private @Nullable String version;

    @Option(names = "--model-id", paramLabel = "ID",
            description = "Versions with the same id are of one lineage; else those of the same name.")
    private @Nullable String modelId;

    @Option(names = "--tag", paramLabel = "TAG", split = ",", description = "User tags.")
    private List<String> tags = List.of();

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Any other text field of AddModel, such as vendor=us.")
    private Map<String, String> more = Map.of();

    @Option(names = "--detach", description = "Does not wait.")
    private boolean detach;

    AddCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        checkFields();
        Server server = server();
        JsonNode ingestion = started(server);
        String uuid = Fields.text(ingestion, "uuid");
        if (detach) {
            return show(ingestion, () -> terminal().line("The import " + uuid + " of " + Fields.text(ingestion, "name")
                    + " is under way. Look at it: weighbridge show " + uuid));
        }
        return Ingestions.report(server, this, Ingestions.end(server, terminal(), uuid));
    }

    private void checkFields() {
        for (String field : more.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new CommandException(ExitCode.USAGE,
                        "Could not add the model: --set knows no field '" + field + "'. It knows " + String.join(", ", FIELDS) + ".");
            }
        }
    }

    /** The job is named here, so that its import is found even if the answer is lost. */
    private JsonNode started(Server server) {
        String job = ResourceUuid.random();
        server.post(Server.ZSTACK + "/ai/models", body(server), Map.of("X-Job-UUID", job, "Prefer", "respond-async"));
        JsonNode found = server.get(new Query(Ingestions.PATH).with("job", job)).path("items").path(0);
        if (found.isObject()) {
            return found;
        }
        server.get(Server.ZSTACK + "/api-jobs/" + job); // which has failed at once, and says why
        throw new CommandException(ExitCode.FAILED,
                "Could not find the import that was just begun: the server does not know it. Look for it: weighbridge imports.");
    }

    private ObjectNode body(Server server) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode param = body.putObject("param").put("name", name == null ? lastPart(source.installPath()) : name)
                .put("installPath", source.installPath()).put("modelCenterUuid", Centres.uuid(server, source.centre()));
        more.forEach(param::put);
        if (version != null) {
            param.put("version", version);
        }
        if (modelId != null) {
            param.put("modelId", modelId);
        }
        source.putToken(param, around().input());
        if (source.choosesFiles()) {
            ObjectNode parameters = JsonMapper.shared().createObjectNode();
            source.choose(parameters.putObject("weighbridge"));
            param.put("parameters", parameters.toString());
        }
        if (!tags.isEmpty()) {
            tags.forEach(body.putArray("userTags")::add);
        }
        return body;
    }

    /** {@code Qwen2.5-0.5B} of {@code hf://Qwen/Qwen2.5-0.5B@main}. */
    static String lastPart(String installPath) {
        String path = installPath.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String plain = last.replaceFirst("@.*$", "");
        boolean tagged = installPath.startsWith("oci://") || installPath.startsWith("ollama://");
        String named = tagged ? plain.replaceFirst(":.*$", "") : plain;
        return named.isBlank() ? installPath : named;
    }
}
