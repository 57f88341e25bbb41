package dev.weighbridge.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the ingestions that may have moved since somebody looked, whichever node moved them. For many threads. */
@Component
public class IngestionNews {

    /** Rows carry the clock of the node that wrote them, and are seen a moment later than they were written. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    /** Of each sort, in one look. */
    private static final int MOST = 1000;

    private static final List<String> SORTS = List.of("state = 'RUNNING'", "state = 'WAITING'", "state = 'PAUSED'",
            "state = 'QUEUED' and created_at >= :since", "state = 'AWAITING_APPROVAL' and created_at >= :since", "ended_at >= :since");

    private final NamedParameterJdbcTemplate sql;

    private final Clock clock;

    IngestionNews(NamedParameterJdbcTemplate sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What somebody sees who looks. */
    public record Look(Instant at, Map<String, Ingestion> found) {}

    /**
     * All that run, wait for their source or are paused, and what began or ended since then; of each at most a thousand. What has been in one of these
     * states and is not found any more, {@link #of} tells of.
     *
     * @param since when somebody looked last
     */
    @Transactional(readOnly = true)
    public Look since(Instant since) {
        Instant now = clock.instant();
        Map<String, Ingestion> found = new LinkedHashMap<>();
        var parameters = new MapSqlParameterSource("since", IngestionRows.column(since.minus(OVERLAP)));
        for (String sort : SORTS) {
            sql.query("select " + IngestionRows.COLUMNS + " from ingestion where " + sort + " limit " + MOST, parameters,
                    IngestionRows::ingestion).forEach(one -> found.put(one.uuid(), one));
        }
        return new Look(now, found);
    }

    /** These, as they stand; who is gone is left out. */
    @Transactional(readOnly = true)
    public List<Ingestion> of(Collection<String> uuids) {
        return uuids.isEmpty() ? List.of() : sql.query("select " + IngestionRows.COLUMNS + " from ingestion where uuid in (:uuids)",
                Map.of("uuids", uuids), IngestionRows::ingestion);
    }

    /** The time from which a first look counts. */
    public Instant now() {
        return clock.instant();
    }
}
