package dev.weighbridge.cli;

import java.util.Map;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Table;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says what an import would do. */
@Command(name = "plan", description = {"Says what 'add' would do, without fetching a weight.", ""})
final class PlanCommand extends ClientCommand {

    @Mixin
    private final SourceOptions source = new SourceOptions();

    PlanCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Server server = server();
        ObjectNode body = JsonMapper.shared().createObjectNode().put("installPath", source.installPath()).put("modelCenterUuid",
                Centres.uuid(server, source.centre()));
        source.putToken(body, around().input());
        source.choose(body);
        JsonNode plan = server.post(Server.API + "/plans", body, Map.of());
        return show(plan, () -> print(plan));
    }

    private void print(JsonNode plan) {
        var table = new Table("take", "path", ">size", "stored", "why");
        plan.path("files").forEach(file -> table.row(isSo(file, "taken"), Fields.text(file, "path"),
                Amount.bytesOrDash(Fields.number(file, "size")), isSo(file, "stored"), Fields.text(file, "why")));
        terminal().table(table);
        terminal().line("");
        fact("commit", Fields.text(plan, "commit"));
        fact("version", Fields.text(plan, "versionSemver"));
        fact("weights", Fields.text(plan, "weights"));
        fact("rule", Fields.text(plan, "rule"));
        fact("licence", Fields.text(plan, "licence"));
        fact("gated", Fields.text(plan, "gated"));
        fact("to fetch", Amount.bytes(Fields.count(plan, "bytesToFetch")));
        fact("stored", Amount.bytes(Fields.count(plan, "bytesStored")));
        plan.path("problems").forEach(problem -> fact("problem", problem.asString("")));
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            terminal().line(String.format("%-9s %s", name, value));
        }
    }

    private static String isSo(JsonNode file, String what) {
        return file.path(what).asBoolean(false) ? "yes" : "";
    }
}
