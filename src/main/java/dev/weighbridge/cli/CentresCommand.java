package dev.weighbridge.cli;

import java.util.List;

import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lists the model centres. */
@Command(name = "centres", aliases = "centers", description = {"Lists the model centres, which say where models come from.", ""})
final class CentresCommand extends ClientCommand {

    CentresCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        List<JsonNode> all = Centres.all(server());
        ObjectNode document = JsonMapper.shared().createObjectNode();
        all.forEach(document.putArray("items")::add);
        return show(document.put("total", all.size()), () -> {
            var table = new Table("name", "url", "status", "=uuid");
            all.forEach(one -> table.row(Fields.text(one, "name"), Fields.text(one, "url"), Fields.text(one, "status"),
                    Fields.text(one, "uuid")));
            terminal().table(table);
        });
    }
}
