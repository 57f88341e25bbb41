package dev.weighbridge.center;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is heard of the centres: who was reached, who was not, and who is asked next. For many threads. */
@Component
public class CenterNews {

    private static final Logger LOG = LoggerFactory.getLogger(CenterNews.class);

    private static final String SET = """
            update model_center set last_op_date = case when status = :status then last_op_date else cast(:now as timestamp(6) with time zone) end,
            status = :status where uuid = :uuid""";

    private final JdbcClient sql;

    private final ModelCenters centers;

    private final Clock clock;

    CenterNews(JdbcClient sql, ModelCenters centers, Clock clock) {
        this.sql = sql;
        this.centers = centers;
        this.clock = clock;
    }

    /** The model at {@code reference} could be listed: if that is in the centre, the centre is connected. Writes only when that is news. */
    @Transactional
    public void reached(String centerUuid, ModelReference reference) {
        if (isAbout(centerUuid, reference, CenterStatus.CONNECTED)) {
            set(centerUuid, CenterStatus.CONNECTED);
        }
    }

    /** The model at {@code reference} could not be listed: if that is in the centre and the place did not answer, the centre is disconnected. */
    @Transactional
    public void failed(String centerUuid, ModelReference reference, IngestionException failure) {
        if (failure.kind() == FailureKind.SOURCE_UNAVAILABLE && isAbout(centerUuid, reference, CenterStatus.DISCONNECTED)) {
            set(centerUuid, CenterStatus.DISCONNECTED);
            LOG.warn("The model centre {} is disconnected: {}", centerUuid, failure.getMessage());
        }
    }

    /** Those that are to be asked by now, who has waited longest first. */
    @Transactional(readOnly = true)
    List<String> due(int limit) {
        return sql.sql("""
                select uuid from model_center where probe_due is null or probe_due <= :now
                order by case when probe_due is null then 0 else 1 end, probe_due limit :limit""").param("now", column(now()))
                .param("limit", limit).query(String.class).list();
    }

    /** The centre is asked now, and not again before {@code next}. */
    @Transactional
    void isAsked(String uuid, Instant next) {
        sql.sql("update model_center set probe_due = :next where uuid = :uuid").param("next", column(next)).param("uuid", uuid).update();
    }

    /** What the question came to; no news if the centre was changed since {@link #isAsked}. Returns whether the status is another than before. */
    @Transactional
    boolean hasAnswered(String uuid, Instant next, CenterStatus status) {
        String before = sql.sql("select status from model_center where uuid = :uuid and probe_due = :next for update").param("uuid", uuid)
                .param("next", column(next)).query(String.class).optional().orElse(status.wireName());
        if (before.equals(status.wireName())) {
            return false;
        }
        set(uuid, status);
        return true;
    }

    /** As a column keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private boolean isAbout(String centerUuid, ModelReference reference, CenterStatus news) {
        Optional<ModelCenter> center = centers.find(centerUuid);
        return center.isPresent() && !center.get().getStatus().equals(news.wireName()) && center.get().place().answersFor(reference);
    }

    private void set(String uuid, CenterStatus status) {
        sql.sql(SET).param("status", status.wireName()).param("now", column(now())).param("uuid", uuid).update();
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
