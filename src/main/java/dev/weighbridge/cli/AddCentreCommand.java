package dev.weighbridge.cli;

import java.util.Map;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a model centre. */
@Command(name = "add", description = {"Makes a model centre.", ""})
final class AddCentreCommand extends ClientCommand {

    /** ZStack's form wants the address of an agent, which a hub or a folder does not have. */
    private static final int AGENT_PORT = 5000;

    private static final String NO_OBJECT = "Could not read --parameters: it is no JSON object, such as '{\"type\": \"s3\"}'. Correct it.";

    @Parameters(index = "0", paramLabel = "NAME", description = "By which commands and lists name it.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String name;

    @Parameters(index = "1", paramLabel = "URL",
            description = "What relative paths are below, such as https://huggingface.co or /srv/models.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String place;

    @Option(names = "--parameters", paramLabel = "JSON",
            description = "What else there is to know: {\"type\": \"s3\", \"region\": \"eu\"}.")
    private @Nullable String parameters;

    AddCentreCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode param = body.putObject("param").put("name", name).put("url", place).put("managementIp", "127.0.0.1").put(
                "managementPort",
                AGENT_PORT);
        if (parameters != null) {
            param.put("parameters", checked(parameters));
        }
        JsonNode made = server().post(Centres.PATH, body, Map.of()).path("inventory");
        return show(made, () -> terminal().line("Made the model centre " + name + " (" + Fields.text(made, "uuid") + ")."));
    }

    /** The server keeps any text, as ZStack does, and would take one that is no JSON for none. */
    private static String checked(String parameters) {
        try {
            if (JsonMapper.shared().readTree(parameters).isObject()) {
                return parameters;
            }
        } catch (JacksonException noJson) {
            throw new CommandException(ExitCode.USAGE, NO_OBJECT, noJson);
        }
        throw new CommandException(ExitCode.USAGE, NO_OBJECT);
    }
}
