package dev.weighbridge.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.queue.RecurringWork;
import dev.weighbridge.sync.SyncRun.Cause;
import dev.weighbridge.sync.Treatment.MissedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the runs whose time has come, and settles what has ended. Recurring work is done on one node at a time; that a time leads to one run is
 * ensured by moving it on in the transaction that enters the run.
 */
@Component
final class DuePolicies implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(DuePolicies.class);

    private static final int AT_A_TIME = 200;

    private final JdbcClient sql;

    private final SyncRuns runs;

    private final Ends ends;

    private final SyncProperties properties;

    private final Clock clock;

    DuePolicies(JdbcClient sql, SyncRuns runs, Ends ends, SyncProperties properties, Clock clock) {
        this.sql = sql;
        this.runs = runs;
        this.ends = ends;
        this.properties = properties;
        this.clock = clock;
    }

    /** What is done when imports have ended. */
    @Component
    record Ends(Settlement settlement, Retention retention, TransactionTemplate transaction) {}

    @Override
    public String name() {
        return "sync-due";
    }

    @Override
    public Duration interval() {
        return properties.lookEvery();
    }

    @Override
    public void run() {
        due().forEach(this::start);
        ends.settlement().settle();
        ends.retention().keepWhatIsWanted();
    }

    /** Those that are due now. */
    List<SyncPolicy> due() {
        return sql.sql("select * from sync_policy where enabled and next_run_at <= :now order by next_run_at, uuid limit :limit")
                .param("now", SyncRows.column(clock.instant())).param("limit", AT_A_TIME).query(SyncRows::policy).list();
    }

    /** Starts a run for the time that the policy was due at, unless somebody else has. */
    void start(SyncPolicy policy) {
        Instant now = clock.instant();
        Instant due = Objects.requireNonNull(policy.nextRunAt());
        boolean isMissed = due.plus(properties.grace()).isBefore(now);
        boolean isSkipped = isMissed && policy.rules().treatment().missedRuns() == MissedRuns.SKIP;
        ends.transaction().executeWithoutResult(status -> {
            int mine = sql.sql("update sync_policy set next_run_at = :next where uuid = :uuid and next_run_at = :due and enabled")
                    .param("next", SyncRows.column(Timetable.of(policy.rules().schedule()).next(now))).param("uuid", policy.uuid())
                    .param("due", SyncRows.column(due)).update();
            if (mine == 1 && isSkipped) {
                LOG.info("The sync policy {} was due at {} when no node was there, and skips that run", policy.uuid(), due);
            } else if (mine == 1 && runs.open(policy.uuid(), null).isPresent()) {
                LOG.warn("The sync policy {} was due at {} while its last run was not over, and skips that run", policy.uuid(), due);
            } else if (mine == 1) {
                runs.start(policy.uuid(), isMissed ? Cause.MISSED : Cause.SCHEDULE, null);
            }
        });
    }
}
