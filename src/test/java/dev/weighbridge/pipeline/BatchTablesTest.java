package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What Spring Batch's tables say of an attempt, though not everything is written to them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BatchTablesTest {

    private final TestNode node;

    BatchTablesTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
    }

    @Test
    void eachStepThatHasEndedSaysHow() {
        String model = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 41).toString();
        Ingestion ended = new Imports(node).run("ended", model, null);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        await().atMost(Imports.LONG).until(() -> steps(ended.uuid()).stream().allMatch(step -> step.get("end_time") != null));

        assertThat(steps(ended.uuid())).extracting(step -> step.get("step_name") + " " + step.get("status") + " " + step.get("exit_code"))
                .containsExactly("resolve COMPLETED COMPLETED", "transfer COMPLETED COMPLETED", "inspect COMPLETED COMPLETED",
                        "commit COMPLETED COMPLETED");
        assertThat(steps(ended.uuid())).allSatisfy(step -> {
            assertThat(step.get("start_time")).isNotNull();
            assertThat(step.get("commit_count")).isEqualTo(1L);
        });
    }

    @Test
    void aStepThatHasFailedSaysWhyAndSoDoesItsJob() {
        Ingestion failed = new Imports(node).run("failed", node.models().resolve("not-there").toString(), null);
        assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
        var job = """
                select e.status, e.exit_code, e.end_time from batch_job_execution e join batch_job_execution_params p
                on p.job_execution_id = e.job_execution_id where p.parameter_value = ?""";
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        await().atMost(Imports.LONG).until(() -> sql.queryForMap(job, failed.uuid()).get("end_time") != null);

        assertThat(sql.queryForMap(job, failed.uuid())).containsEntry("status", "FAILED").containsEntry("exit_code", "FAILED");
        assertThat(steps(failed.uuid())).singleElement().satisfies(step -> {
            assertThat(step.get("step_name") + " " + step.get("status") + " " + step.get("exit_code")).isEqualTo("resolve FAILED FAILED");
            assertThat(step.get("exit_message")).asString().contains("not-there");
        });
    }

    @Test
    void aStepThatIsAtWorkSaysSo() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            byte[] bytes = new byte[20 * SmallPartsNode.PART];
            new Random(42).nextBytes(bytes);
            server.file("/slow.bin", bytes).bytesPerSecond(bytes.length / 4);
            String uuid = new Imports(node).request("slow", server.url("/slow.bin").toString(), null);
            await().atMost(Imports.LONG).until(() -> node.bean(Ingestions.class).bytesDone(uuid) > 0);

            assertThat(steps(uuid)).extracting(step -> step.get("step_name") + " " + step.get("status"))
                    .containsExactly("resolve COMPLETED", "transfer STARTED");
            assertThat(node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG).state()).isEqualTo(IngestionState.SUCCEEDED);
        }
    }

    private List<Map<String, Object>> steps(String ingestion) {
        return node.bean(JdbcTemplate.class).queryForList("""
                select s.step_name, s.status, s.exit_code, s.exit_message, s.start_time, s.end_time, s.commit_count from batch_step_execution s
                join batch_job_execution_params p on p.job_execution_id = s.job_execution_id
                where p.parameter_value = ? order by s.step_execution_id""", ingestion);
    }
}
