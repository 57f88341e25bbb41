package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the job of an AddModel shows in every state of its ingestion, on a node without workers where nothing moves by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobResultsTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private final TestNode node = TestNode.start(TestDatabase.H2, "weighbridge.roles=api", "weighbridge.add-model.sync-wait=200ms");

    private final DoorClient admin = DoorClient.admin(node);

    private final JdbcClient sql = node.bean(JdbcClient.class);

    private final String centre = admin.centre("/states");

    @AfterAll
    void close() {
        node.close();
    }

    /** The job of a new AddModel that is queued and stays so. */
    private String queued() {
        String job = DoorClient.jobUuid();
        assertThat(admin.post(MODELS, body(), "X-Job-UUID", job).status()).isEqualTo(202);
        return job;
    }

    private String body() {
        return "{\"param\":{\"name\":\"" + UUID.randomUUID() + "\",\"installPath\":\"/states/a\",\"modelCenterUuid\":\"" + centre + "\"}}";
    }

    private DoorClient.Reply poll(String job) {
        return DoorClient.anonymous(node).get("/zstack/v1/api-jobs/" + job);
    }

    private void set(String job, String assignments) {
        int changed = sql
                .sql("update ingestion set " + assignments + " where uuid = (select ingestion_uuid from api_job where uuid = :job)")
                .param("job", job).update();
        assertThat(changed).isEqualTo(1);
    }

    private String addModel(String job) {
        String uuid = sql.sql("select model_uuid from ingestion where uuid = (select ingestion_uuid from api_job where uuid = :job)")
                .param("job", job)
                .query(String.class).single();
        var given = new GivenFields("done", "/states/a", centre, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null,
                null, null, null);
        var weighed = new WeighedModel("cd".repeat(32), 6, "1.0.0", null, List.of(), List.of(), List.of());
        node.inTransaction(() -> node.bean(Inventory.class)
                .add(new NewModel(uuid, DoorClient.ADMIN_UUID, "Custom", given, weighed, List.of())));
        return uuid;
    }

    @Test
    void aPlainCallWithoutAResultInTimeGetsTheLocation() {
        var accepted = admin.post(MODELS, body());
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/location")).contains("/zstack/v1/api-jobs/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "RUNNING", "PAUSED", "AWAITING_APPROVAL"})
    void anOpenIngestionIsRunning(String state) {
        String job = queued();
        set(job, "state = '" + state + "'");
        assertThat(poll(job).status()).isEqualTo(202);
        assertThat(poll(job).body()).isEqualTo("{}");
    }

    @Test
    void anIngestionThatWaitsIsRunningWhateverItWaitsFor() {
        String job = queued();
        set(job, "state = 'WAITING', failure_kind = 'SOURCE_UNAVAILABLE', failure_message = 'Could not reach it: it is down. Trying again.'");
        assertThat(poll(job).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"FAILED, DIGEST_MISMATCH, SYS.1006", "FAILED, TIMEOUT, SYS.1001", "CANCELLED, CANCELLED, SYS.1017",
            "FAILED, NOT_FOUND, SYS.1003"})
    void aFailedIngestionIsItsSentence(String state, String kind, String code) {
        String job = queued();
        set(job, "state = '" + state + "', open_key = null, failure_kind = '" + kind
                + "', failure_message = 'Could not: why. What to do.'");
        assertThat(poll(job).failedWith(code).text("/error/details")).isEqualTo("Could not: why. What to do.");
    }

    @Test
    void aSucceededIngestionIsItsModelUntilThatIsDeleted() {
        String job = queued();
        String model = addModel(job);
        assertThat(poll(job).status()).isEqualTo(202);
        set(job, "state = 'SUCCEEDED', open_key = null, ended_at = created_at");
        assertThat(poll(job).ok().text("/inventory/uuid")).isEqualTo(model);
        admin.delete(MODELS + "/" + model).ok();
        assertThat(poll(job).failedWith("SYS.1003").text("/error/details")).contains(model).contains("deleted");
    }

    @Test
    void aJobExpiresThreeHoursAfterItsIngestionEnded() {
        String job = queued();
        addModel(job);
        set(job, "state = 'SUCCEEDED', open_key = null, ended_at = current_timestamp - interval '2:59' hour to minute");
        poll(job).ok();
        set(job, "ended_at = current_timestamp - interval '3:01' hour to minute");
        assertThat(poll(job).refusedWith(404).body()).isEqualTo("the job has been expired");
        assertThat(admin.post(MODELS, body(), "X-Job-UUID", job).refusedWith(400).body()).contains("Duplicate job uuid");
    }

    @Test
    void everyJobOfAJoinedIngestionShowsItsEnd() {
        String body = body();
        String first = DoorClient.jobUuid();
        String second = DoorClient.jobUuid();
        admin.post(MODELS, body, "X-Job-UUID", first);
        admin.post(MODELS, body, "X-Job-UUID", second);
        set(first, "state = 'FAILED', open_key = null, failure_kind = 'STORE_FULL', failure_message = 'Could not: full. Make room.'");
        poll(first).failedWith("SYS.1006");
        poll(second).failedWith("SYS.1006");
    }
}
