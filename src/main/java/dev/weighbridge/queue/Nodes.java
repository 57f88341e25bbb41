package dev.weighbridge.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.weighbridge.artifact.Stretch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the nodes. For many threads; a node's own row is written by that node only. */
@Component
public class Nodes {

    private final JdbcClient sql;

    private final QueueProperties properties;

    private final Clock clock;

    Nodes(JdbcClient sql, QueueProperties properties, Clock clock) {
        this.sql = sql;
        this.properties = properties;
        this.clock = clock;
    }

    /** What they can be sorted by; what is equal is sorted by the name. */
    public enum By {
        NAME("name"), STARTED("started_at"), HEARTBEAT("heartbeat_at");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** All that have been heard of within a day and did not take their leave. */
    public List<Node> find(By by, boolean descending, Stretch stretch) {
        String direction = descending ? " desc" : "";
        return sql.sql("select * from node order by " + by.column + direction + ", name" + direction + " limit :limit offset :start")
                .param("limit", stretch.limit()).param("start", stretch.start()).query(this::node).list();
    }

    /** How many {@link #find} finds in all. */
    public long count() {
        return sql.sql("select count(*) from node").query(Long.class).single();
    }

    /** How many live that take work. */
    public int workers() {
        return sql.sql("select count(*) from node where roles like '%worker%' and draining = false and heartbeat_at > :since")
                .param("since", column(clock.instant().minus(properties.lease()))).query(Integer.class).single();
    }

    /** Says that a node lives, and enters it when it is not there, be it for the first time or because it was taken for gone. */
    void beat(Node node) {
        int known = sql.sql("update node set heartbeat_at = :now, draining = :draining where name = :name")
                .param("now", column(node.heartbeatAt())).param("draining", node.draining()).param("name", node.name()).update();
        if (known == 0) {
            sql.sql("""
                    insert into node (name, address, version, roles, draining, started_at, heartbeat_at)
                    values (:name, :address, :version, :roles, :draining, :started, :now)""")
                    .param("name", node.name()).param("address", node.address()).param("version", node.version())
                    .param("roles", String.join(",", new TreeSet<>(node.roles()))).param("draining", node.draining())
                    .param("started", column(node.startedAt())).param("now", column(node.heartbeatAt())).update();
        }
    }

    /** Takes a node's row away. */
    void leaves(String name) {
        sql.sql("delete from node where name = :name").param("name", name).update();
    }

    /** Takes the rows away of those that were last heard of before this; returns how many. */
    int forget(Instant before) {
        return sql.sql("delete from node where heartbeat_at < :before").param("before", column(before)).update();
    }

    private Node node(ResultSet row, int number) throws SQLException {
        Instant heartbeat = time(row, "heartbeat_at");
        return new Node(row.getString("name"), row.getString("address"), row.getString("version"),
                Set.copyOf(List.of(row.getString("roles").split(","))), row.getBoolean("draining"), time(row, "started_at"), heartbeat,
                heartbeat.plus(properties.lease()).isAfter(clock.instant()));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
