package dev.weighbridge.ingestion;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What nodes are working on now. For many threads. */
@Component
public class RunningWork {

    private final NamedParameterJdbcTemplate sql;

    RunningWork(NamedParameterJdbcTemplate sql) {
        this.sql = sql;
    }

    /**
     * An ingestion that a node has.
     *
     * @param uuid of the ingestion
     * @param step resolve, transfer, inspect, commit
     * @param attempt how many workers have had it
     */
    public record One(String node, String uuid, String name, String step, String lane, int attempt) {}

    /** All that these nodes have, of every account, the oldest first. What a dead node had is still its own until another has taken it over. */
    @Transactional(readOnly = true)
    public List<One> of(Collection<String> nodes) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        return sql.query("""
                select node, uuid, name, step, lane, attempt from ingestion where state = 'RUNNING' and node in (:nodes)
                order by created_at, uuid""", Map.of("nodes", nodes), (row, number) -> new One(row.getString("node"), row.getString("uuid"),
                row.getString("name"), row.getString("step"), row.getString("lane"), row.getInt("attempt")));
    }
}
