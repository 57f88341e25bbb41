package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.TransactionSystemException;

/** Failures as they come out of a transaction when PostgreSQL is restarted in it, and others. */
class DatabaseAwayTest {

    static Stream<Exception> away() {
        return Stream.of(new JpaSystemException(new IllegalStateException("Unable to commit", terminated())),
                new TransactionSystemException("Could not commit", new SQLException("Connection is closed")),
                new DataAccessResourceFailureException("the connection broke"),
                new IllegalStateException("wrapped", new SQLException("An I/O error occurred", "08006")));
    }

    static Stream<Exception> there() {
        return Stream.of(new IllegalStateException("a mistake of ours"),
                new DataIntegrityViolationException("twice", new SQLException("duplicate key", "23505")),
                new JpaSystemException(new IllegalStateException("no session")), new SQLException("division by zero", "22012"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void isTriedAgain(Exception failure) {
        assertThat(DatabaseAway.isBehind(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("there")
    void isAFailure(Exception failure) {
        assertThat(DatabaseAway.isBehind(failure)).isFalse();
    }

    private static SQLException terminated() {
        return new SQLException("FATAL: terminating connection due to administrator command", "57P01");
    }
}
