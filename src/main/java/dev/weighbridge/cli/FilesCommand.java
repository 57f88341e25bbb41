package dev.weighbridge.cli;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lists a model's files. */
@Command(name = "files", description = {"Lists the files of a model, all of them, and how each was verified.", ""})
final class FilesCommand extends ClientCommand {

    private static final int AT_ONCE = 1000;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Its uuid, name, or name@version.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String model;

    FilesCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        List<JsonNode> files = all(server, Models.uuid(server, model));
        ObjectNode document = JsonMapper.shared().createObjectNode();
        files.forEach(document.putArray("items")::add);
        return show(document.put("total", files.size()), () -> {
            var table = new Table("path", ">size", "verified by", "=sha256");
            files.forEach(file -> table.row(Fields.text(file, "path"), Amount.bytes(Fields.count(file, "size")),
                    Fields.text(file, "verifiedBy"), Fields.text(file, "sha256")));
            terminal().table(table);
        });
    }

    /** Stretch by stretch, as the server gives them. */
    static List<JsonNode> all(Server server, String uuid) {
        List<JsonNode> files = new ArrayList<>();
        while (true) {
            JsonNode some = server.get(new Query(Models.PATH + "/" + uuid + "/files").with("limit", AT_ONCE).with("start", files.size()));
            some.path("items").forEach(files::add);
            if (some.path("items").isEmpty() || files.size() >= Fields.count(some, "total")) {
                return files;
            }
        }
    }
}
