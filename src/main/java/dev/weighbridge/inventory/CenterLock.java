package dev.weighbridge.inventory;

import java.sql.Connection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps a model centre from being deleted while a model enters it. The foreign key alone does not: H2 lets a centre go although another transaction has
 * just inserted a model of it, and PostgreSQL would take the centre's lock after the lineage's, the other way round than who deletes a centre.
 */
@Component
class CenterLock {

    private static final String FIND = "select uuid from model_center where uuid = ? ";

    private final JdbcTemplate jdbc;

    private final String findAndLock;

    CenterLock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        String database = jdbc.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName());
        // H2 knows only the exclusive lock: there, the models of one centre are entered one after the other
        findAndLock = FIND + ("PostgreSQL".equals(database) ? "for key share" : "for update");
    }

    /** Locks the centre for this transaction alone, until it ends; false if there is none. */
    boolean take(String modelCenterUuid) {
        return !jdbc.queryForList(FIND + "for update", String.class, modelCenterUuid).isEmpty();
    }

    /** Locks the centre, shared where the database can, until the caller's transaction ends; false if there is none. */
    boolean share(String modelCenterUuid) {
        return !jdbc.queryForList(findAndLock, String.class, modelCenterUuid).isEmpty();
    }
}
