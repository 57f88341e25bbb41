package dev.weighbridge.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps and lists who did what. For many threads. */
@Component
public class Audit {

    private final NamedParameterJdbcTemplate sql;

    private final AuditProperties properties;

    private final Clock clock;

    Audit(NamedParameterJdbcTemplate sql, AuditProperties properties, Clock clock) {
        this.sql = sql;
        this.properties = properties;
        this.clock = clock;
    }

    /** What they can be sorted by; what is equal is sorted by the order of their rows' uuids. */
    public enum By {
        HAPPENED("happened_at"), API("api"), ADDRESS("address");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /**
     * Which are wanted; what is null does not matter.
     *
     * @param api a part of it, in whatever case
     * @param outcomes empty for all
     */
    public record Filter(@Nullable String accountUuid, @Nullable String api, Set<AuditEntry.Outcome> outcomes, @Nullable Instant since,
            @Nullable Instant until) {

        private String where() {
            return " where true" + (accountUuid == null ? "" : " and account_uuid = :account")
                    + (api == null ? "" : " and lower(api) like lower(:api) escape '!'")
                    + (outcomes.isEmpty() ? "" : " and outcome in (:outcomes)")
                    + (since == null ? "" : " and happened_at >= :since") + (until == null ? "" : " and happened_at < :until");
        }

        private MapSqlParameterSource parameters() {
            return new MapSqlParameterSource("account", accountUuid).addValue("outcomes", outcomes.stream().map(Enum::name).toList())
                    .addValue("api", api == null ? null : "%" + api.replaceAll("[!%_]", "!$0") + "%")
                    .addValue("since", since == null ? null : column(since)).addValue("until", until == null ? null : column(until));
        }
    }

    /** Enters that a call has come in, before it is carried out. Returns the row's uuid. */
    @Transactional
    public String begin(String address, String api) {
        String uuid = ResourceUuid.random();
        sql.update("insert into audit (uuid, happened_at, address, api, outcome) values (:uuid, :now, :address, :api, 'STARTED')",
                new MapSqlParameterSource("uuid", uuid).addValue("now", column(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                        .addValue("address", AuditText.of(address, 64)).addValue("api", AuditText.of(api, 255)));
        return uuid;
    }

    /** Enters what became of it, and of whom it was. */
    @Transactional
    public void end(String uuid, @Nullable Caller caller, @Nullable String resource, AuditEntry.Outcome outcome, @Nullable String error) {
        sql.update("""
                update audit set account_uuid = :account, user_uuid = :user, key_uuid = :key, resource = :resource, outcome = :outcome, error = :error
                where uuid = :uuid""",
                new MapSqlParameterSource("uuid", uuid).addValue("account", caller == null ? null : caller.accountUuid())
                        .addValue("user", caller == null ? null : caller.userUuid())
                        .addValue("key", caller == null ? null : caller.keyUuid())
                        .addValue("resource", resource == null ? null : AuditText.of(resource, 255)).addValue("outcome", outcome.name())
                        .addValue("error", error == null ? null : AuditText.of(error, 64)));
    }

    @Transactional(readOnly = true)
    public List<AuditEntry> find(Filter filter, By by, boolean descending, Stretch stretch) {
        String direction = descending ? " desc" : "";
        return sql.query("select * from audit" + filter.where() + " order by " + by.column + direction + ", uuid" + direction
                + " limit :limit offset :start", filter.parameters().addValue("limit", stretch.limit()).addValue("start", stretch.start()),
                Audit::entry);
    }

    @Transactional(readOnly = true)
    public long count(Filter filter) {
        Long count = sql.queryForObject("select count(*) from audit" + filter.where(), filter.parameters(), Long.class);
        return count == null ? 0 : count;
    }

    /** Forgets what has been kept for long enough, and says how many rows. */
    @Transactional
    public int sweep() {
        return sql.update("delete from audit where happened_at < :before",
                new MapSqlParameterSource("before", column(clock.instant().minus(properties.keep()))));
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(row.getObject("happened_at", OffsetDateTime.class).toInstant(), row.getString("account_uuid"),
                row.getString("user_uuid"), row.getString("key_uuid"), row.getString("address"), row.getString("api"),
                row.getString("resource"), AuditEntry.Outcome.valueOf(row.getString("outcome")), row.getString("error"));
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
