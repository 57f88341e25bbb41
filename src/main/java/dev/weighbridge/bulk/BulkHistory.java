package dev.weighbridge.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import dev.weighbridge.account.Belongings;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.queue.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets bulk imports whose list never came in whole, because its node died, and old ones that have nothing left to do. */
@Component
class BulkHistory implements RecurringWork, Belongings {

    private static final Logger LOG = LoggerFactory.getLogger(BulkHistory.class);

    /** A list has ten minutes to come in. */
    private static final Duration INCOMING = Duration.ofHours(1);

    private static final Duration KEPT = Duration.ofDays(90);

    private static final String UNSETTLED = """
            (select 1 from bulk_row r left join ingestion i on i.uuid = r.ingestion_uuid where r.run_uuid = bulk_run.uuid
            and (r.state = 'PENDING' or i.open_key is not null))""";

    private final JdbcClient sql;

    private final Clock clock;

    BulkHistory(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bulk-history";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    @Transactional
    public void run() {
        int broken = delete("state = 'READING'", INCOMING);
        int old = delete("state <> 'READING' and not exists " + UNSETTLED, KEPT);
        if (broken + old > 0) {
            LOG.info("Forgot {} bulk imports older than {} days, and {} whose list never came in whole", old, KEPT.toDays(), broken);
        }
    }

    @Override
    @Transactional
    public void handOver(String accountUuid, String heirUuid) {
        long open = sql
                .sql("select count(*) from bulk_run where account_uuid = :account and state in ('READING', 'OPEN', 'PAUSED') and exists "
                        + UNSETTLED)
                .param("account", accountUuid).query(Long.class).single();
        if (open > 0) {
            throw new IngestionException(FailureKind.CONFLICT, "Could not delete the account " + accountUuid + ": " + open
                    + " of its bulk imports are under way. Cancel them first.");
        }
        sql.sql("update bulk_run set account_uuid = :heir where account_uuid = :account").param("heir", heirUuid)
                .param("account", accountUuid).update();
    }

    private int delete(String which, Duration age) {
        return sql.sql("delete from bulk_run where created_at < :before and " + which)
                .param("before", clock.instant().minus(age).atOffset(ZoneOffset.UTC)).update();
    }
}
