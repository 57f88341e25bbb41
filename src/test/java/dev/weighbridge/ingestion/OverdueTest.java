package dev.weighbridge.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** X-API-Timeout while no worker has the ingestion. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OverdueTest {

    private final TestNode node;

    OverdueTest(TestDatabase database) {
        node = TestNode.shared(database);
    }

    private String open(String assignments) {
        String uuid = IdleIngestions.open(node);
        node.bean(JdbcTemplate.class).update("update ingestion set " + assignments + " where uuid = ?", uuid);
        return uuid;
    }

    private Ingestion afterTheSweep(String uuid) {
        node.bean(Overdue.class).end();
        return node.bean(Ingestions.class).find(uuid).orElseThrow();
    }

    @Test
    void whatQueuesWhenItsTimeIsOverTimesOutAndItsJobsToldSo() {
        String uuid = open("deadline = current_timestamp");
        String job = ResourceUuid.random();
        node.bean(ApiJobs.class).follow(job, Imports.ADMIN, uuid, null);
        Ingestion ended = afterTheSweep(uuid);
        assertThat(ended.state()).isEqualTo(IngestionState.FAILED);
        assertThat(ended.failure()).extracting(Failure::kind).isEqualTo(FailureKind.TIMEOUT);
        assertThat(DoorClient.anonymous(node).get("/zstack/v1/api-jobs/" + job).failedWith("SYS.1001").text("/error/details"))
                .startsWith("Could not finish the model in time").contains("Add it again");
        assertThat(node.bean(JdbcTemplate.class).queryForList("select coalesce(open_key, token, 'nothing') from ingestion where uuid = ?",
                String.class, uuid)).isEqualTo(List.of("nothing"));
    }

    @Test
    void whatWaitsWhenItsTimeIsOverSaysForWhat() {
        String uuid = open(
                "deadline = current_timestamp, state = 'WAITING', failure_kind = 'SOURCE_UNAVAILABLE', failure_message = 'Could not fetch it: it is down.'");
        assertThat(afterTheSweep(uuid).failure()).isNotNull().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
            assertThat(failure.message()).endsWith("It was waiting: Could not fetch it: it is down.");
        });
    }

    @Test
    void whatHasTimeLeftOrRunsOrIsLaidAsideByAPersonIsLeftAlone() {
        for (String state : List.of("RUNNING", "PAUSED", "AWAITING_APPROVAL")) {
            String uuid = open("deadline = current_timestamp, state = '" + state + "'");
            assertThat(afterTheSweep(uuid).state()).hasToString(state);
            node.bean(JdbcTemplate.class).update("delete from ingestion where uuid = ?", uuid);
        }
        String early = open("state = 'WAITING'");
        assertThat(afterTheSweep(early).state()).isEqualTo(IngestionState.WAITING);
        node.bean(JdbcTemplate.class).update("delete from ingestion where uuid = ?", early);
    }
}
