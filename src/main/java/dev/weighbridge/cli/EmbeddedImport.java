package dev.weighbridge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;

/**
 * Imports a list without a server: a node is started in this process, asked as any other, and stopped. A list in YAML is read by the node itself, so that
 * it may name files and folders that lie beside it.
 */
final class EmbeddedImport {

    private static final String IN_USE = "Database may be already in use";

    private final ImportCommand command;

    private final Surroundings around;

    private final List<String> properties;

    EmbeddedImport(ImportCommand command, Surroundings around, List<String> properties) {
        this.command = command;
        this.around = around;
        this.properties = properties;
    }

    ExitCode run() {
        if (!Files.isReadable(command.file())) {
            throw unreadable(new IOException("not readable"));
        }
        try (NodeStarter.RunningNode node = started()) {
            String session = node.session();
            Server server = around.door().withSession(Address.parse(node.url().toString()), session);
            try {
                return command.ended(server, command.isPlainYaml() ? takenIn(node) : command.started(server), false);
            } finally {
                server.delete(Server.ZSTACK + "/accounts/sessions/" + session);
            }
        }
    }

    private NodeStarter.RunningNode started() {
        try {
            return around.nodes().start(properties);
        } catch (RuntimeException failed) {
            throw new CommandException(ExitCode.FAILED, "Could not start a node in this process: " + reason(failed), failed);
        }
    }

    private String takenIn(NodeStarter.RunningNode node) {
        try {
            return node.takeIn(command.file(), command.dryRun());
        } catch (IngestionException noList) {
            throw new CommandException(ExitCode.of(noList.kind()), noList.getMessage(), noList);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private CommandException unreadable(IOException failed) {
        return new CommandException(ExitCode.USAGE,
                "Could not read the list " + command.file() + ": there is no such file, or it is not readable. Correct the name.", failed);
    }

    private static String reason(Throwable failed) {
        Throwable root = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(IN_USE)) {
                return "another node uses the same weighbridge.home. Import there, without --embedded, or name another home.";
            }
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
