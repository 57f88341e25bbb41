package dev.weighbridge.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When policies will run by themselves, by the timetables that set {@link SyncPolicy#nextRunAt}. For many threads. */
@Component
public class SyncCalendar {

    private static final int MOST = 1000;

    private static final String SCHEDULED = """
            select * from sync_policy where enabled and next_run_at <= :until and (:all = true or account_uuid = :account)
            order by next_run_at, uuid limit :limit""";

    private static final Comparator<Ahead> EARLIEST_FIRST = Comparator.comparing(Ahead::at).thenComparing(one -> one.policy().uuid());

    private final JdbcClient sql;

    private final Clock clock;

    SyncCalendar(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A run to come.
     *
     * @param runAt when it is due
     * @param beginsAt when it begins: {@code runAt}, or when the policy's window opens next
     */
    public record Planned(String policyUuid, String name, Instant runAt, Instant beginsAt) {}

    /**
     * The runs of a time.
     *
     * @param runs the earliest first, at most 1000
     * @param more whether there are more of them in that time
     */
    public record Days(Instant from, Instant until, List<Planned> runs, boolean more) {}

    private record Ahead(SyncPolicy policy, Timetable times, Instant at) {

        static @Nullable Ahead behind(SyncPolicy policy, Timetable times, Instant moment) {
            Instant next = times.next(moment);
            return next == null ? null : new Ahead(policy, times, next);
        }

        Planned planned() {
            return new Planned(policy.uuid(), policy.given().name(), at, times.begins(at));
        }
    }

    /**
     * The runs from now on.
     *
     * @param accountUuid whose policies; null for everybody's
     * @param span for how long; each run costs a step of its cron expression, up to 1000 in all
     */
    @Transactional(readOnly = true)
    public Days ahead(@Nullable String accountUuid, Duration span) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plus(span);
        var ahead = new PriorityQueue<>(EARLIEST_FIRST);
        for (SyncPolicy policy : scheduled(accountUuid, until)) {
            add(ahead, Ahead.behind(policy, Timetable.of(policy.rules().schedule()), from), until);
        }
        List<Planned> runs = new ArrayList<>();
        while (!ahead.isEmpty() && runs.size() < MOST) {
            Ahead next = ahead.remove();
            runs.add(next.planned());
            add(ahead, Ahead.behind(next.policy(), next.times(), next.at()), until);
        }
        return new Days(from, until, runs, !ahead.isEmpty());
    }

    private static void add(PriorityQueue<Ahead> ahead, @Nullable Ahead one, Instant until) {
        if (one != null && !one.at().isAfter(until)) {
            ahead.add(one);
        }
    }

    /** Those that run first: of more than 1000 the others run behind the first 1000 runs. */
    private List<SyncPolicy> scheduled(@Nullable String accountUuid, Instant until) {
        return sql.sql(SCHEDULED).param("until", SyncRows.column(until)).param("all", accountUuid == null).param("account", accountUuid)
                .param("limit", MOST + 1).query(SyncRows::policy).list();
    }
}
