package dev.weighbridge.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.HandClock;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long an API job is kept, by a clock that is far ahead of the one that the node itself sweeps by, so that only the test does. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ApiJobsTest {

    private static final Duration KEPT = Duration.ofHours(3);

    private static final Duration MOMENT = Duration.ofMillis(1);

    /** Nobody is called but by a test. */
    private static final Callbacks UNCALLED = new Callbacks() {
        @Override
        public String sealed(String jobUuid, String url) {
            return "sealed " + url;
        }

        @Override
        public void due(String jobUuid) {}
    };

    private final TestNode node;

    private final HandClock hands = new HandClock(Instant.parse("2999-01-01T00:00:00Z"));

    private final ApiJobs jobs;

    private final String uuid = ResourceUuid.random();

    ApiJobsTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.jobs = new ApiJobs(node.bean(JdbcClient.class), UNCALLED, hands.clock());
    }

    @Test
    void aJobWithItsOwnAnswerIsKeptThreeHours() {
        jobs.recordEnded(uuid, null, null, 200, "{}");
        hands.advance(KEPT);
        assertThat(jobs.find(uuid)).hasValueSatisfying(job -> assertThat(job.body()).isEqualTo("{}"));
        jobs.sweep();
        assertThat(rows()).isEqualTo(1);

        hands.advance(MOMENT);
        assertThat(jobs.find(uuid)).isEmpty();
        jobs.sweep();
        assertThat(rows()).isZero();
    }

    @Test
    void aJobThatFollowsAnIngestionIsKeptThreeHoursAfterThatHasEnded() {
        String ingestion = IdleIngestions.open(node);
        jobs.follow(uuid, Imports.ADMIN, ingestion, null);
        hands.advance(Duration.ofDays(1));
        assertThat(jobs.find(uuid)).hasValueSatisfying(job -> assertThat(job.ingestionUuid()).isEqualTo(ingestion));
        jobs.sweep();
        assertThat(rows()).isEqualTo(1);

        node.bean(JdbcTemplate.class).update("update ingestion set ended_at = ? where uuid = ?",
                IngestionRows.column(hands.clock().instant()), ingestion);
        hands.advance(KEPT);
        assertThat(jobs.find(uuid)).isPresent();
        hands.advance(MOMENT);
        assertThat(jobs.find(uuid)).isEmpty();
        jobs.sweep();
        assertThat(rows()).isZero();
    }

    @Test
    void aJobIsKeptUntilItsCallerWasCalledBack() {
        jobs.recordEnded(uuid, null, "https://hook.example/a", 200, "{}");
        hands.advance(KEPT.plus(MOMENT));
        jobs.triedToCallBack(uuid);
        jobs.sweep();
        assertThat(jobs.find(uuid)).isPresent();
        assertThat(jobs.callback(uuid)).contains(new Callback("sealed https://hook.example/a", 1, null));

        jobs.calledBack(uuid);
        assertThat(jobs.callback(uuid)).isEmpty();
        assertThat(jobs.find(uuid)).isEmpty();
        jobs.sweep();
        assertThat(rows()).isZero();
    }

    @Test
    void aUuidIsFreeAgainOnceItsJobIsForgotten() {
        jobs.recordEnded(uuid, null, null, 200, "{}");
        assertThatThrownBy(() -> jobs.recordEnded(uuid, null, null, 503, "{}")).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.CONFLICT));
        hands.advance(KEPT.plus(MOMENT));
        jobs.sweep();
        jobs.recordEnded(uuid, null, null, 503, "{}");
        assertThat(jobs.find(uuid)).hasValueSatisfying(job -> assertThat(job.status()).isEqualTo(503));
    }

    private int rows() {
        return node.bean(JdbcTemplate.class).queryForList("select uuid from api_job where uuid = ?", uuid).size();
    }
}
