package dev.weighbridge.cli;

import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens a session and keeps it, for the commands to come. */
@Command(name = "login", description = {"Signs in and keeps the session in the file config.json below XDG_CONFIG_HOME/weighbridge.", ""})
final class LoginCommand extends ClientCommand {

    @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Default: admin.")
    private String account = "admin";

    @Option(names = "--password-stdin", description = "Takes the password from the first line of the standard input.")
    private boolean fromInput;

    LoginCommand(Surroundings around) {
        super(around);
    }

    @Override
    ExitCode run() {
        Address address = address();
        if (address.isOpenToListeners()) {
            terminal().note("weighbridge: " + address.url() + " is reached without TLS: others on the way can read the password.");
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putObject("logInByAccount").put("accountName", account).put("password", hashed(password()));
        JsonNode session = open(address, body).path("inventory");
        around().door().config().keep(address, account, Fields.text(session, "uuid"));
        ObjectNode shown = JsonMapper.shared().createObjectNode().put("url", address.url()).put("account", account)
                .put("accountUuid", Fields.text(session, "accountUuid")).put("config", around().door().config().file().toString());
        return show(shown, () -> terminal().line("Signed in at " + address.url() + " as " + account + "."));
    }

    private JsonNode open(Address address, ObjectNode body) {
        try {
            return around().door().anonymous(address).put(Server.ZSTACK + "/accounts/login", body);
        } catch (CommandException refused) {
            if (refused.code() == ExitCode.NOT_SIGNED_IN) {
                throw new CommandException(refused.code(), "Could not sign in at " + address.url() + " as " + account
                        + ": the account or its password is wrong. Check both.", refused);
            }
            throw refused;
        }
    }

    private String password() {
        if (fromInput) {
            return SourceOptions.firstLine(around().input(), "password");
        }
        return Optional.ofNullable(System.console()).filter(Console::isTerminal)
                .map(console -> console.readPassword("Password of %s at %s: ", account, address().url())).map(String::new)
                .orElseThrow(() -> new CommandException(ExitCode.USAGE, "Could not ask for the password: there is no terminal."
                        + " Give it on the standard input, with --password-stdin."));
    }

    /** As ZStack's clients send it: SHA-512 in hexadecimal. */
    private static String hashed(String password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
