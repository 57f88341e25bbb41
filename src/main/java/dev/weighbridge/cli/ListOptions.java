package dev.weighbridge.cli;

import dev.weighbridge.cli.screen.Amount;
import dev.weighbridge.cli.screen.Terminal;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Fields;
import dev.weighbridge.cli.server.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which stretch of a list is wanted, in which order. */
final class ListOptions {

    private static final int TO_THE_MINUTE = 16;

    @Option(names = "--sort", paramLabel = "FIELD", description = "createdAt, name, …; with a minus before it the other way round.")
    private @Nullable String sort;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many: 100, or up to 1000.")
    private int limit = 100;

    @Option(names = "--start", paramLabel = "N", description = "So many are left out before.")
    private int start;

    Query of(Query query) {
        if (limit < 0 || start < 0) {
            throw new CommandException(ExitCode.USAGE, "Could not list so: --limit and --start must be 0 or more.");
        }
        return query.with("sort", sort).with("limit", limit).with("start", start == 0 ? null : start);
    }

    /** If there is more than was shown. */
    void sayRest(Terminal terminal, JsonNode found, String thing) {
        long until = (long) start + found.path("items").size();
        long total = Fields.count(found, "total");
        String all = Amount.of(total, thing);
        if (limit == 0) {
            terminal.note(all + ".");
        } else if (until < total) {
            terminal.note("%d to %d of %s; more with --start %d.".formatted(Math.min(start + 1L, until), until, all, until));
        }
    }

    /** A moment to the minute, in UTC as the server tells it. */
    static String time(JsonNode node, String field) {
        String time = Fields.text(node, field);
        return time.length() > TO_THE_MINUTE ? time.substring(0, TO_THE_MINUTE).replace('T', ' ') : time;
    }
}
