package dev.weighbridge.kill;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.node.TestDatabase;

/** A database that outlives the processes that use it. */
public record LastingDatabase(String url, String user) {

    /** An empty one; H2 keeps it in a file under home, as in production. */
    public static LastingDatabase of(TestDatabase kind, Path home) {
        return switch (kind) {
            case H2 -> new LastingDatabase("jdbc:h2:file:" + home.resolve("weighbridge") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0", "sa");
            case POSTGRES -> new LastingDatabase(kind.freshUrl(), kind.user());
        };
    }

    /** The first column of what a query finds. On H2, only while no node runs: it has one process at a time. */
    public List<String> column(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }
}
