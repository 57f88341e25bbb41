package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who types commands, with a home folder and an environment of his own. */
final class Shell {

    private static final Pattern SESSION = Pattern.compile("\"session\" : \"([0-9a-f]{32})\"");

    private final Map<String, String> environment = new HashMap<>();

    private final Path home;

    private Terminal.Traits traits = new Terminal.Traits(false, false, false, 80);

    Shell() {
        try {
            home = Files.createTempDirectory("weighbridge-shell");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    }

    /** Somebody who is signed in at this node as its administrator. */
    static Shell at(TestNode node) {
        var shell = new Shell();
        shell.signIn(node);
        return shell;
    }

    /** What a command has done. */
    record Result(int code, String out, String err) {

        Result exits(int expected) {
            assertThat(code).as(out + err).isEqualTo(expected);
            return this;
        }

        /** The one document that stdout is. */
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Path home() {
        return home;
    }

    Path config() {
        return home.resolve("config/weighbridge/config.json");
    }

    Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell without(String name) {
        environment.remove(name);
        return this;
    }

    /** From now on somebody looks at a terminal. */
    Shell onATerminal(int width, boolean colours) {
        traits = new Terminal.Traits(true, true, colours, width);
        return this;
    }

    void signIn(TestNode node) {
        typing(TestNode.ADMIN_PASSWORD + "\n", "login", "--password-stdin", "--url", node.url().toString()).exits(0);
        session();
    }

    /** The session that is kept, which nobody may print. */
    String session() {
        try {
            Matcher session = SESSION.matcher(Files.readString(config()));
            assertThat(session.find()).isTrue();
            return TestSecrets.keep("a session", session.group(1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Result run(String... args) {
        return typing("", args);
    }

    Result typing(String input, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        try (var outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
                var errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            var around = new Surroundings(Map.copyOf(environment), new Terminal(outStream, errStream, traits), in, Clock.systemUTC(),
                    properties -> {
                        throw new IllegalStateException("no node in this test");
                    });
            int code = Cli.run(around, args);
            return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
