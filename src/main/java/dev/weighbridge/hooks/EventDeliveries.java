package dev.weighbridge.hooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.queue.RecurringWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What hooks were told. Those that have ended are kept for a week. For many threads. */
@Component
public class EventDeliveries implements RecurringWork {

    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient sql;

    private final Clock clock;

    EventDeliveries(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<EventDelivery> list(String hookUuid, boolean latestFirst, Stretch stretch) {
        String direction = latestFirst ? " desc" : "";
        return sql.sql("select * from event_delivery where hook_uuid = :hook order by created_at" + direction + ", uuid" + direction
                + " limit :limit offset :start").param("hook", hookUuid).param("limit", stretch.limit()).param("start", stretch.start())
                .query(EventDeliveries::row).list();
    }

    @Transactional(readOnly = true)
    public long count(String hookUuid) {
        return sql.sql("select count(*) from event_delivery where hook_uuid = :hook").param("hook", hookUuid).query(Long.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(String uuid, String hookUuid, CloudEvent event) {
        sql.sql("""
                insert into event_delivery (uuid, hook_uuid, event_uuid, type, subject, body, state, tries, created_at)
                values (:uuid, :hook, :event, :type, :subject, :body, 'PENDING', 0, :now)""").param("uuid", uuid).param("hook", hookUuid)
                .param("event", event.id()).param("type", event.type()).param("subject", event.subject()).param("body", event.body())
                .param("now", column(clock.instant())).update();
    }

    /** A delivery that is due. */
    record Due(EventDelivery delivery, String body) {}

    /** Nothing if there is none any more, or it has ended. */
    Optional<Due> due(String uuid) {
        return sql.sql("select * from event_delivery where uuid = :uuid and state = 'PENDING'").param("uuid", uuid)
                .query((row, number) -> new Due(row(row, number), row.getString("body"))).optional();
    }

    /** Counts a try that was in vain. */
    @Transactional
    void tried(String uuid, String flaw) {
        sql.sql("update event_delivery set tries = tries + 1, flaw = :flaw where uuid = :uuid").param("flaw", cut(flaw)).param("uuid", uuid)
                .update();
    }

    /** @param flaw why it was given up; null if it was delivered */
    @Transactional
    void ended(String uuid, EventDelivery.State state, @Nullable String flaw) {
        sql.sql("update event_delivery set tries = tries + 1, flaw = :flaw, state = :state, ended_at = :now where uuid = :uuid")
                .param("flaw", flaw == null ? null : cut(flaw)).param("state", state.name()).param("now", column(clock.instant()))
                .param("uuid", uuid).update();
    }

    @Override
    public String name() {
        return "event-deliveries";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    /** Forgets those whose time is over. */
    @Override
    @Transactional
    public void run() {
        sql.sql("delete from event_delivery where ended_at < :before").param("before", column(clock.instant().minus(KEPT))).update();
    }

    private static String cut(String flaw) {
        return flaw.substring(0, Math.min(flaw.length(), 500));
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static EventDelivery row(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new EventDelivery(row.getString("uuid"), row.getString("hook_uuid"), row.getString("event_uuid"), row.getString("type"),
                row.getString("subject"), EventDelivery.State.valueOf(row.getString("state")), row.getInt("tries"), row.getString("flaw"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), ended == null ? null : ended.toInstant());
    }
}
