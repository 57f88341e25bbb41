package dev.weighbridge.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How much an account may have. What it has, those count who keep it. For many threads. */
@Service
public class Quotas {

    /** As ZStack writes it. */
    public static final long UNLIMITED = -1;

    private final JdbcClient sql;

    private final QuotaProperties defaults;

    private final Clock clock;

    Quotas(JdbcClient sql, QuotaProperties defaults, Clock clock) {
        this.sql = sql;
        this.defaults = defaults;
        this.clock = clock;
    }

    /** How much the account may have; empty if as much as it likes. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public OptionalLong limit(String accountUuid, QuotaName name) {
        List<Long> set = sql.sql("select quota_value from account_quota where account_uuid = :account and name = :name")
                .param("account", accountUuid).param("name", name.text()).query(Long.class).list();
        long value = set.isEmpty() ? defaults.of(name) : set.getFirst();
        return value == UNLIMITED ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * As {@link #limit}, and while there is one, nobody else gets past this for the same account until the caller's transaction ends: what is counted
     * then and added is within the limit, however many add at once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public OptionalLong holdLimit(String accountUuid, QuotaName name) {
        OptionalLong limit = limit(accountUuid, name);
        if (limit.isPresent()) {
            sql.sql("select uuid from account where uuid = :account for update").param("account", accountUuid).query(String.class).list();
        }
        return limit;
    }

    /** The node's default, {@link #UNLIMITED} if there is none. */
    public long defaultOf(QuotaName name) {
        return defaults.of(name);
    }

    /**
     * Sets a quota of an account.
     *
     * @param value {@link #UNLIMITED}, or not negative. Less than the account has already keeps what it has, and lets nothing more in
     * @throws IngestionException INVALID_REQUEST
     */
    @Transactional
    public void set(String accountUuid, QuotaName name, long value) {
        if (value < UNLIMITED) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not set the quota: field[value] is " + value + ". Give a number that is not negative, or -1 for no limit.");
        }
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        sql.sql("select uuid from account where uuid = :account for update").param("account", accountUuid).query(String.class).list();
        int changed = sql.sql("""
                update account_quota set quota_value = :value, last_op_date = :now where account_uuid = :account and name = :name""")
                .param("value", value).param("now", now).param("account", accountUuid).param("name", name.text()).update();
        if (changed == 0) {
            sql.sql("""
                    insert into account_quota (account_uuid, name, quota_value, create_date, last_op_date)
                    values (:account, :name, :value, :now, :now)""").param("account", accountUuid).param("name", name.text())
                    .param("value", value).param("now", now).update();
        }
    }
}
