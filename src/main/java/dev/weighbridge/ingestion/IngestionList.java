package dev.weighbridge.ingestion;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Stretch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists the ingestions for those who look through them. For many threads. */
@Component
public class IngestionList {

    private final NamedParameterJdbcTemplate sql;

    IngestionList(NamedParameterJdbcTemplate sql) {
        this.sql = sql;
    }

    /** What they can be sorted by; what is equal is sorted by the uuid. */
    public enum By {
        CREATED("created_at"), ENDED("ended_at"), NAME("name"), STATE("state");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /**
     * Which are wanted.
     *
     * @param accountUuid whose; null for everybody's
     * @param runUuid of which run; null for all
     * @param states in which states; empty for all
     */
    public record Filter(@Nullable String accountUuid, @Nullable String runUuid, Set<IngestionState> states) {

        private String where() {
            return " where " + (accountUuid == null ? "true" : "account_uuid = :account")
                    + (runUuid == null ? "" : " and run_uuid = :run")
                    + (states.isEmpty() ? "" : " and state in (:states)");
        }

        private MapSqlParameterSource parameters() {
            return new MapSqlParameterSource("account", accountUuid).addValue("run", runUuid).addValue("states",
                    states.stream().map(Enum::name).toList());
        }
    }

    @Transactional(readOnly = true)
    public List<Ingestion> find(Filter filter, By by, boolean descending, Stretch stretch) {
        String direction = descending ? " desc" : "";
        return sql.query("select " + IngestionRows.COLUMNS + " from ingestion" + filter.where() + " order by " + by.column + direction
                + " nulls last, uuid" + direction + " limit :limit offset :start",
                filter.parameters().addValue("limit", stretch.limit()).addValue("start", stretch.start()), IngestionRows::ingestion);
    }

    @Transactional(readOnly = true)
    public long count(Filter filter) {
        Long count = sql.queryForObject("select count(*) from ingestion" + filter.where(), filter.parameters(), Long.class);
        return count == null ? 0 : count;
    }

    /** Of each of these, the bytes that are in the store for good, as {@link Ingestions#bytesDone} counts them. */
    @Transactional(readOnly = true)
    public Map<String, Long> bytesDone(Collection<String> uuids) {
        Map<String, Long> done = new HashMap<>();
        if (!uuids.isEmpty()) {
            sql.query("""
                    select ingestion_uuid, sum(bytes) as bytes from (
                        select ingestion_uuid, stored_size as bytes from ingestion_file where done and ingestion_uuid in (:uuids)
                        union all select ingestion_uuid, bytes from checkpoint where ingestion_uuid in (:uuids)) moved
                    group by ingestion_uuid""", Map.of("uuids", uuids),
                    row -> {
                        done.put(row.getString("ingestion_uuid"), row.getLong("bytes"));
                    });
        }
        return done;
    }
}
