package dev.weighbridge;

import java.sql.SQLException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in place of a stack trace why a node could not open its database, and what to do. */
class DatabaseNotOpened extends AbstractFailureAnalyzer<SQLException> {

    /** H2's {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int IN_USE = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
        String action = action(cause);
        return action == null ? null : new FailureAnalysis("Could not open the database: " + Objects.requireNonNullElse(cause.getMessage(),
                cause.getClass().getName()), action, cause);
    }

    /** By the classes of SQLSTATE in ISO/IEC 9075: 08 is the connection, 28 the authorization, 3D the database's name. Null if it is something else. */
    private static @Nullable String action(SQLException cause) {
        if (cause.getErrorCode() == IN_USE) {
            return "Another node runs on the same files. Stop it, or give this one files of its own by --weighbridge.home; several nodes on the same"
                    + " models need PostgreSQL (--spring.datasource.url).";
        }
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "Start the database, or correct where it is: --spring.datasource.url.";
            case "28" -> "Correct --spring.datasource.username and --spring.datasource.password, or what the database lets them do.";
            case "3D" -> "Create the database, or correct its name in --spring.datasource.url.";
            default -> null;
        };
    }
}
