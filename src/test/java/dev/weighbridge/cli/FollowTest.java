package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;

import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FollowTest {

    private final CommandException away = new CommandException(ExitCode.UNREACHABLE, "Could not reach the server.");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private JsonNode follow(Duration patience, Supplier<JsonNode> look) {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(stream, stream, new Terminal.Traits(false, false, false, 80));
        return new Follow(terminal, patience).end(look, now -> new Follow.Stand(now.path("state").asString(), 0, 0), "Look later.");
    }

    private static Supplier<JsonNode> answers(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(Arrays.asList(answers));
        return () -> {
            Object next = left.size() > 1 ? left.remove() : left.getFirst();
            if (next instanceof CommandException failed) {
                throw failed;
            }
            return JsonMapper.shared().createObjectNode().put("state", next.toString());
        };
    }

    @Test
    void aServerThatComesBackIsWaitedFor() {
        JsonNode ended = follow(Duration.ofMinutes(1), answers("RUNNING", away, "RUNNING", "SUCCEEDED"));
        assertThat(Follow.codeOf(ended)).isEqualTo(ExitCode.OK);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the server does not answer, trying again");
    }

    @Test
    void aServerThatStaysAwayEndsTheWaitAndNotTheWork() {
        assertThatThrownBy(() -> follow(Duration.ZERO, answers("RUNNING", away)))
                .isInstanceOfSatisfying(CommandException.class, lost -> assertThat(lost.code()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessage("Could not reach the server. Look later.");
        var expired = new CommandException(ExitCode.NOT_SIGNED_IN, "Could not take the call.");
        assertThatThrownBy(() -> follow(Duration.ofMinutes(1), answers("RUNNING", expired)))
                .hasMessage("Could not take the call. Look later.");
    }

    @Test
    void eachEndHasItsCode() {
        assertThat(Follow.codeOf(follow(Duration.ZERO, answers("PARTIAL")))).isEqualTo(ExitCode.PARTIAL);
        assertThat(Follow.codeOf(follow(Duration.ZERO, answers("CANCELLED")))).isEqualTo(ExitCode.CANCELLED);
        assertThat(Follow.codeOf(follow(Duration.ZERO, answers("FAILED")))).isEqualTo(ExitCode.FAILED);
    }
}
