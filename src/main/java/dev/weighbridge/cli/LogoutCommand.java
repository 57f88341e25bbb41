package dev.weighbridge.cli;

import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ends the session that was kept, at the server and here. */
@Command(name = "logout", description = {"Ends the session that 'login' has kept, at the server and here.", ""})
final class LogoutCommand extends ClientCommand {

    LogoutCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Address address = address();
        var config = around().door().config();
        boolean was = config.session(address).isPresent();
        config.session(address).ifPresent(session -> {
            config.forget(address);
            around().door().anonymous(address).delete(Server.ZSTACK + "/accounts/sessions/" + session);
        });
        ObjectNode shown = JsonMapper.shared().createObjectNode().put("url", address.url()).put("loggedOut", was);
        return show(shown,
                () -> terminal().line(was ? "Signed out at " + address.url() + "." : "No session was kept for " + address.url() + "."));
    }
}
