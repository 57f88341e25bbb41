package dev.weighbridge.cli;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.weighbridge.cli.screen.Progress;
import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import tools.jackson.databind.JsonNode;

/** Looks at work on the server until it has ended, and shows how far it is. A server that is away for a while is waited for. */
final class Follow {

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "PARTIAL");

    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final Duration SELDOM = Duration.ofMillis(700);

    private final Terminal terminal;

    private final Duration patience;

    /** @param patience for how long a server may be away */
    Follow(Terminal terminal, Duration patience) {
        this.terminal = terminal;
        this.patience = patience;
    }

    Follow(Terminal terminal) {
        this(terminal, Duration.ofMinutes(1));
    }

    /**
     * What is shown of work.
     *
     * @param what a name and a step
     * @param done bytes
     * @param total bytes, 0 where they are not known
     */
    record Stand(String what, long done, long total) {}

    /**
     * Returns what the work has come to.
     *
     * @param look asks the server
     * @param stand reads what is shown
     * @param afterwards how a person finds the work again, a sentence
     */
    JsonNode end(Supplier<JsonNode> look, Function<JsonNode, Stand> stand, String afterwards) {
        return end(look, stand, afterwards, Follow::hasEnded);
    }

    /** As the other; {@code ended} says what an end is. */
    JsonNode end(Supplier<JsonNode> look, Function<JsonNode, Stand> stand, String afterwards, Predicate<JsonNode> ended) {
        try (var progress = new Progress(terminal, System::nanoTime); var _ = new Interruption(terminal, afterwards)) {
            Duration pause = OFTEN;
            for (JsonNode now = patiently(look, progress, afterwards);; now = patiently(look, progress, afterwards)) {
                if (ended.test(now)) {
                    return now;
                }
                Stand shown = stand.apply(now);
                progress.show(shown.what(), shown.done(), shown.total());
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.multipliedBy(5).dividedBy(4).compareTo(SELDOM) > 0 ? SELDOM : pause.multipliedBy(5).dividedBy(4);
            }
        }
    }

    static boolean hasEnded(JsonNode work) {
        return isOver(work) && Fields.count(work, "underWay") == 0;
    }

    /** Whether it has ended itself, whatever it has begun. */
    static boolean isOver(JsonNode work) {
        return ENDS.contains(Fields.text(work, "state"));
    }

    private JsonNode patiently(Supplier<JsonNode> look, Progress progress, String afterwards) {
        long since = System.nanoTime();
        while (true) {
            try {
                return look.get();
            } catch (CommandException away) {
                if (away.code() != ExitCode.UNREACHABLE || System.nanoTime() - since > patience.toNanos()) {
                    throw new CommandException(away.code(), away.getMessage() + " " + afterwards, away);
                }
                progress.show("the server does not answer, trying again", 0, 0);
                LockSupport.parkNanos(SELDOM.toNanos());
            }
        }
    }

    /** The exit code of work that has ended. */
    static ExitCode codeOf(JsonNode ended) {
        return switch (Fields.text(ended, "state")) {
            case "SUCCEEDED" -> ExitCode.OK;
            case "PARTIAL" -> ExitCode.PARTIAL;
            case "CANCELLED" -> ExitCode.CANCELLED;
            default -> ExitCode.FAILED;
        };
    }
}
