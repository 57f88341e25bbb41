package dev.weighbridge.inventory;

import java.sql.Connection;
import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps rows from being deleted while others are entered that point to them; in H2 a foreign key alone does not. */
@Component
class SharedLock {

    private static final String ALONE = "for update";

    private final JdbcClient sql;

    private final String mode;

    SharedLock(JdbcTemplate jdbc) {
        sql = JdbcClient.create(jdbc);
        String database = jdbc.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName());
        // H2 knows only the exclusive lock
        mode = "PostgreSQL".equals(database) ? "for key share" : ALONE;
    }

    /** Which rows are locked. */
    enum Table {
        MODEL_CENTER, MODEL_SERVICE
    }

    /**
     * Locks the rows, shared where the database can and always in the same order, until the caller's transaction ends.
     *
     * @return the uuids of those that are there, in order
     */
    List<String> hold(Table table, Collection<String> uuids) {
        return find(table, uuids, mode);
    }

    /** As {@link #hold}, for this transaction alone. */
    List<String> take(Table table, Collection<String> uuids) {
        return find(table, uuids, ALONE);
    }

    private List<String> find(Table table, Collection<String> uuids, String how) {
        String find = switch (table) {
            case MODEL_CENTER -> "select uuid from model_center where uuid in (:uuids) order by uuid ";
            case MODEL_SERVICE -> "select uuid from model_service where uuid in (:uuids) order by uuid ";
        };
        return uuids.isEmpty() ? List.of() : sql.sql(find + how).param("uuids", uuids).query(String.class).list();
    }
}
