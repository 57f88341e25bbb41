package dev.weighbridge.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;

/** What one may want of work that has not ended. */
enum Wish {
    CANCEL("Ends an import, the import of a list, or a verification."),
    PAUSE("Lets an import, or that of a list, rest until it is resumed."),
    RESUME("Lets an import, or that of a list, go on where it rests."),
    APPROVE("Lets an import in that a sync has found and that waits for a person.");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");

    private final String description;

    Wish(String description) {
        this.description = description;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    /** Where such work may be, in the order in which it is looked for. */
    List<String> places() {
        return switch (this) {
            case CANCEL -> List.of(Ingestions.PATH, Bulk.PATH, VerifyCommand.PATH);
            case PAUSE, RESUME -> List.of(Ingestions.PATH, Bulk.PATH);
            case APPROVE -> List.of(Ingestions.PATH);
        };
    }

    /** What stands in a path must look like a uuid; whether there is one, the server says. */
    static String checked(String uuid) {
        if (UUID.matcher(uuid).matches()) {
            return uuid;
        }
        throw new CommandException(ExitCode.USAGE,
                "Could not take '" + uuid + "' for a uuid: one has 32 hexadecimal digits. 'weighbridge imports' shows those of imports.");
    }
}
