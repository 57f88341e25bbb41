package dev.weighbridge.verify;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.inventory.ModelBlobs;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The verifications, for those who ask for them and look at them. What a worker does to them is in {@link Turns}. For many threads. */
@Component
public class Verifications {

    static final String CANCELLED = "The verification was cancelled. What it had repaired until then stays repaired.";

    /** Each round is lost to another caller who asked for the same model at the same moment; in the next his is found. */
    private static final int ROUNDS = 5;

    /** For how long a store is waited for that is away. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final int MOST_FINDINGS = 1000;

    private final JdbcClient sql;

    private final ModelBlobs blobs;

    private final WorkQueue queue;

    private final TransactionTemplate transaction;

    private final Clock clock;

    Verifications(JdbcClient sql, ModelBlobs blobs, WorkQueue queue, TransactionTemplate transaction, Clock clock) {
        this.sql = sql;
        this.blobs = blobs;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Starts a verification of a model, or finds the one that is open.
     *
     * @param accountUuid whose model it is
     * @return its uuid
     */
    public String start(String modelUuid, String accountUuid) {
        for (int round = 1;; round++) {
            try {
                return Objects
                        .requireNonNull(transaction.execute(status -> open(modelUuid).orElseGet(() -> enter(modelUuid, accountUuid))));
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }

    @Transactional(readOnly = true)
    public Optional<Verification> find(String uuid) {
        return sql.sql("select * from verification where uuid = :uuid").param("uuid", uuid).query(VerificationRows::verification)
                .optional();
    }

    /**
     * Which are wanted.
     *
     * @param accountUuid of whose models; null for everybody's
     * @param modelUuid of which model; null for all
     */
    public record Filter(@Nullable String accountUuid, @Nullable String modelUuid) {

        private String where() {
            return " where " + (accountUuid == null ? "true" : "account_uuid = :account")
                    + (modelUuid == null ? "" : " and model_uuid = :model");
        }

        private JdbcClient.StatementSpec in(JdbcClient sql, String select, String rest) {
            return sql.sql(select + " from verification" + where() + rest).param("account", accountUuid).param("model", modelUuid);
        }
    }

    /** In the order of their creation. */
    @Transactional(readOnly = true)
    public List<Verification> list(Filter filter, boolean latestFirst, Stretch stretch) {
        String direction = latestFirst ? " desc" : "";
        return filter.in(sql, "select *", " order by created_at" + direction + ", uuid" + direction + " limit :limit offset :start")
                .param("limit", stretch.limit()).param("start", stretch.start()).query(VerificationRows::verification).list();
    }

    @Transactional(readOnly = true)
    public long count(Filter filter) {
        return filter.in(sql, "select count(*)", "").query(Long.class).single();
    }

    /** What was found damaged, in the order of the blobs' uuids; the first {@value #MOST_FINDINGS} of it. */
    @Transactional(readOnly = true)
    public List<Finding> findings(String uuid) {
        return sql.sql("select * from verification_finding where verification_uuid = :uuid order by blob_uuid limit :limit")
                .param("uuid", uuid).param("limit", MOST_FINDINGS).query(VerificationRows::finding).list();
    }

    /**
     * Cancels a verification: at once when no worker has it, else soon. Does nothing when it has ended.
     *
     * @throws IngestionException NOT_FOUND
     */
    @Transactional
    public void cancel(String uuid) {
        if (find(uuid).isEmpty()) {
            throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not find the verification " + uuid + ": there is none with this uuid. Check it.");
        }
        int idle = sql.sql("""
                update verification set state = 'CANCELLED', failure_kind = 'CANCELLED', failure_message = :why, open_key = null,
                ended_at = :now where uuid = :uuid and state = 'QUEUED'""").param("why", CANCELLED)
                .param("now", VerificationRows.column(clock.instant())).param("uuid", uuid).update();
        if (idle == 0) {
            sql.sql("update verification set cancel_wished = true where uuid = :uuid and state = 'RUNNING'").param("uuid", uuid).update();
        }
    }

    private Optional<String> open(String modelUuid) {
        return sql.sql("select uuid from verification where open_key = :model").param("model", modelUuid).query(String.class).optional();
    }

    private String enter(String modelUuid, String accountUuid) {
        String uuid = ResourceUuid.random();
        ModelBlobs.Totals totals = blobs.totals(modelUuid);
        sql.sql("""
                insert into verification (uuid, model_uuid, account_uuid, open_key, state, cancel_wished, attempt, waits, blobs_total, bytes_total,
                    blobs_done, bytes_done, after_blob, intact, damaged, repaired, bytes_fetched, blob_bytes, deadline, created_at)
                values (:uuid, :model, :account, :model, 'QUEUED', false, 0, 0, :blobs, :bytes, 0, 0, '', 0, 0, 0, 0, 0, :deadline, :now)""")
                .param("uuid", uuid).param("model", modelUuid).param("account", accountUuid).param("blobs", totals.blobs())
                .param("bytes", totals.bytes()).param("deadline", VerificationRows.column(clock.instant().plus(LONGEST)))
                .param("now", VerificationRows.column(clock.instant())).update();
        queue.enter(Lane.BACKGROUND, VerifyHandler.NAME, uuid);
        return uuid;
    }
}
