package dev.weighbridge.inventory;

import java.sql.Connection;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Locks a row that another row names. Between the reading of the name and the lock the name may change; then the lock is given back, by a savepoint, so
 * that nobody waits for one lock while he holds another that he does not need.
 */
@Component
class SteadyLock {

    /** Each round was lost to one who changed the name. */
    private static final int ROUNDS = 20;

    private final JdbcTemplate jdbc;

    SteadyLock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks until the caller's transaction ends.
     *
     * @param name reads which row it is; empty if nothing names one any more
     * @param lock locks the named row, if it is there; while it holds, the name must not be able to change
     * @return the name that holds; empty when nothing names a row
     */
    Optional<String> hold(Supplier<Optional<String>> name, Consumer<String> lock) {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<String> named = name.get();
            if (named.isEmpty() || Boolean.TRUE.equals(jdbc.execute((Connection connection) -> {
                Savepoint before = connection.setSavepoint();
                lock.accept(named.get());
                if (name.get().equals(named)) {
                    connection.releaseSavepoint(before);
                    return true;
                }
                connection.rollback(before);
                return false;
            }))) {
                return named;
            }
        }
        throw new IngestionException(FailureKind.CONFLICT,
                "Could not change the model: others moved it all the time. Try again.");
    }
}
