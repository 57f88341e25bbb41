package dev.weighbridge.verify;

import java.time.Clock;
import java.time.Duration;

import dev.weighbridge.account.Belongings;
import dev.weighbridge.queue.RecurringWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets the verifications that ended ninety days ago, with their findings. Those of an account that is deleted become its heir's. */
@Component
class VerificationHistory implements RecurringWork, Belongings {

    private static final Logger LOG = LoggerFactory.getLogger(VerificationHistory.class);

    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient sql;

    private final Clock clock;

    VerificationHistory(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "verification-history";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(6);
    }

    @Override
    @Transactional
    public void handOver(String accountUuid, String heirUuid) {
        sql.sql("update verification set account_uuid = :heir where account_uuid = :account").param("heir", heirUuid)
                .param("account", accountUuid).update();
    }

    @Override
    @Transactional
    public void run() {
        int deleted = sql.sql("delete from verification where ended_at < :before")
                .param("before", VerificationRows.column(clock.instant().minus(KEPT))).update();
        if (deleted > 0) {
            LOG.info("Forgot {} verifications that ended more than {} days ago", deleted, KEPT.toDays());
        }
    }
}
