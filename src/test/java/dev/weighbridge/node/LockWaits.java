package dev.weighbridge.node;

import static org.awaitility.Awaitility.await;

import java.util.Locale;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells whether somebody waits for a row that another transaction has locked. */
public final class LockWaits {

    private LockWaits() {}

    /** Returns once a session of the node's database waits for a lock. May be called in the transaction that has it. */
    public static void awaitOne(TestNode node) {
        await().until(() -> node.inNewTransaction(() -> waiting(node)) > 0);
    }

    private static int waiting(TestNode node) {
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        String product = sql.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        Integer waiting = sql.queryForObject(String.valueOf(product).toLowerCase(Locale.ROOT).contains("postgres")
                ? "select count(*) from pg_locks where not granted"
                : "select count(*) from information_schema.sessions where blocker_id is not null", Integer.class);
        return waiting == null ? 0 : waiting;
    }
}
