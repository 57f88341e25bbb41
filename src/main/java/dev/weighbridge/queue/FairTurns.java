package dev.weighbridge.queue;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands out turns as start-time fair queueing does (Goyal, Vin, Cheng 1996): of each lane and priority there is a virtual time, the least turn that waits; who
 * enters work gets the turn after its share's last, but none before the virtual time. So a share that has nothing waiting is served within one round of
 * those that have. db-scheduler serves by priority and execution time: turns are times of the year 2000, long due, a millisecond apart. For many threads and
 * nodes; a share's row is locked until the caller's transaction ends, which keeps the turns of one share apart.
 */
@Component
final class FairTurns implements RecurringWork {

    /** Turns begin here. */
    static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    /** What is due at a time, and not in a turn, is due after this; it leaves room for 600 thousand million turns. */
    static final Instant LAST = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration STEP = Duration.ofMillis(1);

    private final JdbcClient sql;

    FairTurns(JdbcClient sql) {
        this.sql = sql;
    }

    /** Whether this execution time is a turn. */
    static boolean isTurn(Instant executionTime) {
        return executionTime.isBefore(LAST);
    }

    /** The execution time by which work waits for its turn. In the caller's transaction. */
    Instant of(Lane lane, Turn turn) {
        Instant virtual = virtualTime(lane, turn.priority());
        return turn.next() ? virtual.minus(STEP) : after(lane, turn, virtual);
    }

    private Instant after(Lane lane, Turn turn, Instant virtual) {
        Instant last = sql.sql("select turn from queue_turn where lane = :lane and priority = :priority and share = :share for update")
                .param("lane", lane.name()).param("priority", turn.priority()).param("share", turn.share())
                .query((row, number) -> row.getObject("turn", OffsetDateTime.class).toInstant()).optional().orElse(null);
        Instant mine = last == null || last.plus(STEP).isBefore(virtual) ? virtual : last.plus(STEP);
        keep(last == null ? """
                insert into queue_turn (lane, priority, share, turn) values (:lane, :priority, :share, :turn)"""
                : "update queue_turn set turn = :turn where lane = :lane and priority = :priority and share = :share", lane, turn, mine);
        return mine;
    }

    /** @throws DuplicateKeyException if another has entered the share's first work at this moment; the caller's transaction can only begin again then */
    private void keep(String statement, Lane lane, Turn turn, Instant mine) {
        sql.sql(statement).param("lane", lane.name()).param("priority", turn.priority()).param("share", turn.share())
                .param("turn", mine.atOffset(ZoneOffset.UTC)).update();
    }

    /** The least turn that waits; where none does, the last that was given to anyone, so that nobody is held to what was served long ago. */
    private Instant virtualTime(Lane lane, int priority) {
        Instant waiting = time("select min(execution_time) from " + lane.table()
                + " where priority = :priority and picked = false and execution_time < :last", priority, null);
        if (waiting != null) {
            return waiting;
        }
        Instant served = time("select max(turn) from queue_turn where priority = :priority and lane = :lane", priority, lane.name());
        return served == null ? FIRST : served;
    }

    private @Nullable Instant time(String select, int priority, @Nullable String lane) {
        return sql.sql(select).param("priority", priority).param("lane", lane).param("last", LAST.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getTimestamp(1)).list().stream().filter(found -> found != null).findFirst()
                .map(Timestamp::toInstant).orElse(null);
    }

    /** Gives waiting work its priority: db-scheduler leaves that of what it replaces. */
    void prioritize(Lane lane, TaskInstance<?> work) {
        sql.sql("update " + lane.table() + " set priority = :priority where task_name = :name and task_instance = :instance")
                .param("priority", work.getPriority()).param("name", work.getTaskName()).param("instance", work.getId()).update();
    }

    @Override
    public String name() {
        return "fair-turns";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    /** Forgets shares that are behind the virtual time: they would get it anyway. Each sync and list is a share, so there come ever more. */
    @Override
    public void run() {
        for (Lane lane : Lane.values()) {
            sql.sql("""
                    delete from queue_turn where lane = :lane and turn < coalesce(
                        (select min(q.execution_time) from %s q where q.priority = queue_turn.priority and q.picked = false),
                        (select max(t.turn) from queue_turn t where t.lane = queue_turn.lane and t.priority = queue_turn.priority))"""
                    .formatted(lane.table())).param("lane", lane.name()).update();
        }
    }
}
