package dev.weighbridge.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The databases that everything with a table is tested on. Each call of {@link #freshUrl()} makes an empty database of its own. */
public enum TestDatabase {
    H2 {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }

        @Override
        public String user() {
            return "sa";
        }
    },
    POSTGRES {
        @Override
        public String freshUrl() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = Server.RUNNING.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return Server.RUNNING.getJdbcUrl("postgres", name);
        }

        @Override
        public String user() {
            return "postgres";
        }
    };

    /** The JDBC url of a new, empty database, which lives as long as this JVM. */
    public abstract String freshUrl();

    /** Who may log in, without a password. */
    public abstract String user();

    /** One server for the whole test run, on real binaries, started when first asked for and stopped with the JVM. */
    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "400").start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
