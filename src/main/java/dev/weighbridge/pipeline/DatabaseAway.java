package dev.weighbridge.pipeline;

import java.sql.SQLException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Tells whether a failure is the database's, which was restarted, cut off or too busy for a moment, and not the attempt's: then the work is done again.
 * Spring and Hibernate wrap what the driver says in many ways, so the causes are looked through.
 */
final class DatabaseAway {

    /** Connection exceptions (SQL:2023), and PostgreSQL's shutdowns and restarts: 57P01 to 57P05. */
    private static final String CONNECTION = "08";

    private static final String SHUTDOWN = "57P";

    /** What the pool says of a connection that has broken; it has no state. */
    private static final String CLOSED = "Connection is closed";

    private DatabaseAway() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotGetJdbcConnectionException || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLException said && saysSo(said)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(SQLException said) {
        String state = said.getSQLState();
        return state == null ? CLOSED.equals(said.getMessage()) : state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN);
    }
}
