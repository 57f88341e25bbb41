package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;

/** The end of a command: the JVM would wait for a client that is still open, longer than for its answer. */
class ClosingTest {

    @Test
    void aCommandLeavesNoClientOpen() {
        TestNode node = TestNode.shared(TestDatabase.H2);
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var around = new Surroundings(Map.of("HOME", "/nonexistent"),
                new Terminal(nowhere, nowhere, new Terminal.Traits(false, false, false, 80)), InputStream.nullInputStream(),
                Clock.systemUTC(), arguments -> {
                    throw new AssertionError("no node is wanted");
                });
        Server asked = around.door().anonymous(Address.parse(node.url().toString()));
        assertThat(asked.get("/v3/api-docs").has("openapi")).isTrue();

        assertThat(Cli.run(around, "list", "--help")).isZero();

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> asked.get("/v3/api-docs"))
                .satisfies(closed -> assertThat(closed.code()).isEqualTo(ExitCode.UNREACHABLE));
    }
}
