package dev.weighbridge.cli;

import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Runs the collector. */
@Command(name = "gc", description = {"Says what the collector would remove now, or has it removed; for the administrator.", ""})
final class GcCommand extends ClientCommand {

    @Option(names = "--remove", description = "Removes it. Without this nothing is changed.")
    private boolean remove;

    GcCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        JsonNode swept = server().post(new Query(Server.API + "/collector").with("dryRun", !remove).toString());
        return show(swept, () -> terminal().line((remove ? "Removed " : "Would remove ") + Fields.count(swept, "blobs")
                + " blobs that nothing refers to and " + Fields.count(swept, "objects") + " objects that no row knows."
                + (remove ? "" : " Nothing was changed; --remove does it.") + kept(swept)));
    }

    private static String kept(JsonNode swept) {
        long unknown = Fields.count(swept, "unknownManifests");
        return unknown == 0 ? ""
                : " What " + unknown + " manifests name that the inventory does not know is left: see 'weighbridge rebuild'.";
    }
}
