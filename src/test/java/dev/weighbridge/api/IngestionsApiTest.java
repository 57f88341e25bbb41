package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.queue.RecurringWork;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** The ingestions as the door shows them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class IngestionsApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    IngestionsApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.imports = new Imports(node);
    }

    @Test
    void showsWhatWasFetchedAndWhatWasThereAlready() {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 3 * (64 << 10) + 5, 91);
        Ingestion first = imports.run("first", file.toString(), null);
        Ingestion second = imports.run("second", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 92).toString(), null);

        var shown = admin.get("/ingestions/" + first.uuid()).with(200);

        assertThat(shown.json().propertyNames()).containsExactly("uuid", "name", "reference", "state", "step", "bytesDone", "bytesTotal",
                "bytesFetched", "bytesDeduplicated", "attempt", "node", "failure", "origin", "runUuid", "priority", "makes", "modelUuid",
                "datasetUuid", "createdAt",
                "endedAt");
        assertThat(shown.text("/state")).isEqualTo("SUCCEEDED");
        assertThat(shown.at("/bytesDone").asLong()).isEqualTo(3 * (64 << 10) + 5);
        assertThat(shown.at("/bytesFetched").asLong()).isEqualTo(first.bytesFetched());
        assertThat(shown.at("/bytesDeduplicated").asLong()).isEqualTo(first.bytesDeduplicated());
        assertThat(shown.at("/failure").isNull()).isTrue();
        assertThat(Instant.parse(shown.text("/createdAt"))).isBefore(Instant.parse(shown.text("/endedAt")));
        assertThat(shown.text("/createdAt")).endsWith("Z");
        assertThat(second.bytesFetched() + second.bytesDeduplicated()).isEqualTo(10);
    }

    @Test
    void findsTheOneThatAnApiJobFollows() {
        String file = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 94).toString();
        String job = ResourceUuid.random();
        admin.exchange("POST", "/zstack/v1/ai/models", "{\"param\":{\"name\":\"of-a-job\",\"installPath\":\"" + file
                + "\",\"modelCenterUuid\":\"" + imports.center() + "\"}}", "X-Job-UUID", job).with(202);
        var found = admin.get("/ingestions?job=" + job).with(200);
        assertThat(found.at("/total").asInt()).isEqualTo(1);
        assertThat(found.text("/items/0/name")).isEqualTo("of-a-job");
        assertThat(ApiClient.ordinary(node).get("/ingestions?job=" + job).with(200).at("/total").asInt()).isZero();
        assertThat(admin.get("/ingestions?job=" + ResourceUuid.random()).with(200).at("/total").asInt()).isZero();
        ApiClient.anonymous(node).get("/ingestions?job=" + job).problem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void tellsAModelFromADataset() {
        String file = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 93).toString();
        var model = admin.get("/ingestions/" + imports.run("model", file, null).uuid()).with(200);
        assertThat(model.text("/makes")).isEqualTo("MODEL");
        assertThat(model.text("/modelUuid")).matches("[0-9a-f]{32}");
        assertThat(model.at("/datasetUuid").isNull()).isTrue();
        var dataset = admin.get("/ingestions/" + imports.dataset("dataset", file).uuid()).with(200);
        assertThat(dataset.text("/makes")).isEqualTo("DATASET");
        assertThat(dataset.text("/datasetUuid")).matches("[0-9a-f]{32}");
        assertThat(dataset.at("/modelUuid").isNull()).isTrue();
    }

    @Test
    void showsNoQueryStringOfASignedUrl() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/signed.bin", new byte[10]);
            Ingestion ended = imports.run("signed", server.url("/signed.bin") + "?X-Amz-Signature=hush-5a1", null);

            var shown = admin.get("/ingestions/" + ended.uuid()).with(200);
            assertThat(shown.text("/reference")).isEqualTo(server.url("/signed.bin") + "?…");
            assertThat(shown.body()).doesNotContain("hush-5a1");
            assertThat(admin.get("/ingestions?limit=1000").with(200).body()).doesNotContain("hush-5a1");
        }
    }

    @Test
    void showsWhyOneFailed() {
        Ingestion failed = imports.run("failed", node.models().resolve("not-there").toString(), null);

        var shown = admin.get("/ingestions/" + failed.uuid()).with(200);
        assertThat(shown.text("/state")).isEqualTo("FAILED");
        assertThat(shown.text("/failure/kind")).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(shown.text("/failure/message")).startsWith("Could not ");
    }

    @Test
    void tellsHowEachStepOfAnAttemptWent() {
        Ingestion done = imports.run("done", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 95).toString(), null);
        JsonNode attempt = ended(done);
        assertThat(attempt.propertyNames()).containsExactly("number", "startedAt", "endedAt", "outcome", "steps");
        assertThat(attempt.get("number").asInt()).isEqualTo(1);
        assertThat(attempt.get("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(Instant.parse(attempt.get("startedAt").asString())).isBetween(done.createdAt().minusSeconds(1), Instant.now());
        assertThat(attempt.get("steps").valueStream().map(step -> step.get("name").asString() + " " + step.get("outcome").asString()))
                .containsExactly("resolve SUCCEEDED", "transfer SUCCEEDED", "inspect SUCCEEDED", "commit SUCCEEDED");
        assertThat(attempt.at("/steps/0").propertyNames()).containsExactly("name", "startedAt", "endedAt", "outcome", "message");

        JsonNode failed = ended(imports.run("failed", node.models().resolve("not-there").toString(), null));
        assertThat(failed.get("outcome").asString()).isEqualTo("FAILED");
        assertThat(failed.get("steps")).hasSize(1);
        assertThat(failed.at("/steps/0/outcome").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/steps/0/message").asString()).startsWith("SOURCE_NOT_FOUND: Could not ").doesNotContain("\n");
    }

    @Test
    void anAttemptWithoutAnEndIsOnlyRunningIfItIsTheLatest() {
        Ingestion one = imports.run("broken", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 96).toString(), null);
        ended(one);
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        String execution = "job_execution_id = (select job_execution_id from batch_job_execution_params where parameter_value = ?)";
        sql.update("update batch_job_execution set end_time = null, status = 'STARTED' where " + execution, one.uuid());
        sql.update("update batch_step_execution set end_time = null, status = 'STARTED' where step_name = 'commit' and " + execution,
                one.uuid());
        assertThat(outcomes(one)).as("it has succeeded, and nobody has written that down yet").isEqualTo("SUCCEEDED SUCCEEDED");
        sql.update("update ingestion set state = 'RUNNING' where uuid = ?", one.uuid());
        assertThat(outcomes(one)).isEqualTo("RUNNING RUNNING");
        sql.update("update ingestion set attempt = 2 where uuid = ?", one.uuid());
        assertThat(outcomes(one)).isEqualTo("BROKEN_OFF BROKEN_OFF");
        sql.update("update ingestion set attempt = 1, state = 'CANCELLED' where uuid = ?", one.uuid());
        assertThat(outcomes(one)).isEqualTo("BROKEN_OFF BROKEN_OFF");
    }

    private String outcomes(Ingestion one) {
        var shown = admin.get("/ingestions/" + one.uuid() + "/attempts").with(200);
        assertThat(shown.text("/items/0/steps/0/outcome")).isEqualTo("SUCCEEDED");
        return shown.text("/items/0/outcome") + " " + shown.text("/items/0/steps/3/outcome");
    }

    @Test
    void theLatestAttemptStandsFirstAndTheOneThatWasSweptIsNotThere() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[20 * SmallPartsNode.PART]).pace(DataSize.ofKilobytes(64));
            String uuid = imports.request("attempts", server.url("/slow.bin").toString(), null);
            String attempts = "/ingestions/" + uuid + "/attempts";
            await().atMost(Imports.LONG).until(() -> admin.get(attempts).with(200).body().contains("\"transfer\""));
            assertThat(admin.get(attempts).text("/items/0/outcome")).isEqualTo("RUNNING");
            assertThat(admin.get(attempts).at("/items/0/endedAt").isNull()).isTrue();
            admin.post("/ingestions/" + uuid + "/pause").with(200);
            await().atMost(Imports.LONG).until(() -> admin.get("/ingestions/" + uuid).text("/state").equals("PAUSED"));
            assertThat(admin.get(attempts).text("/items/0/outcome")).isEqualTo("STOPPED");
            assertThat(admin.get(attempts).at("/items/0/steps/1/message").isNull()).isTrue();
            server.at("/slow.bin").pace(DataSize.ofMegabytes(100));
            admin.post("/ingestions/" + uuid + "/resume").with(200);
            node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);

            int count = admin.get("/ingestions/" + uuid).at("/attempt").asInt();
            var all = admin.get(attempts).with(200);
            assertThat(all.at("/total").asInt()).isEqualTo(count).isGreaterThan(1);
            assertThat(all.at("/items/0/number").asInt()).isEqualTo(count);
            assertThat(admin.get(attempts + "?start=1&limit=1").with(200).at("/items/0/number").asInt()).isEqualTo(count - 1);
            assertThat(admin.get(attempts + "?limit=0").with(200).at("/items")).isEmpty();
            admin.get(attempts + "?limit=1001").problem(400, "INVALID_REQUEST");

            node.bean(JdbcTemplate.class).update("""
                    update batch_job_execution set end_time = ? where job_execution_id = (select min(job_execution_id)
                    from batch_job_execution_params where parameter_value = ?)""", LocalDateTime.now(ZoneId.systemDefault()).minusDays(8),
                    uuid);
            node.bean("batchHistory", RecurringWork.class).run();
            assertThat(admin.get(attempts).with(200).at("/total").asInt()).isEqualTo(count - 1);
        }
    }

    @Test
    void aFileOnItsWaySaysInHowManyPartsItIs() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/parts.bin", new byte[20 * SmallPartsNode.PART]).pace(DataSize.ofKilobytes(256));
            String files = "/ingestions/" + imports.request("parts", server.url("/parts.bin").toString(), null) + "/files";
            JsonNode moving = await().atMost(Imports.LONG).until(() -> admin.get(files).with(200).at("/items/0"),
                    file -> file.path("partsDone").asInt(0) > 1);
            assertThat(moving.get("partSize").asInt()).isEqualTo(SmallPartsNode.PART);
            assertThat(moving.get("bytesDone").asInt()).isEqualTo(moving.get("partsDone").asInt() * SmallPartsNode.PART);
            server.at("/parts.bin").pace(DataSize.ofMegabytes(100));
            JsonNode done = await().atMost(Imports.LONG).until(() -> admin.get(files).with(200).at("/items/0"),
                    file -> file.get("done").asBoolean());
            assertThat(done.get("partsDone").isNull()).isTrue();
        }
    }

    private JsonNode ended(Ingestion one) {
        String path = "/ingestions/" + one.uuid() + "/attempts";
        await().atMost(Imports.LONG).until(() -> !admin.get(path).with(200).at("/items/0/endedAt").isNull());
        return admin.get(path).at("/items/0");
    }

    @Test
    void anAccountSeesItsOwnOnly() {
        ApiClient account = ApiClient.ordinary(node);
        Ingestion others = imports.run("others", node.models().resolve("not-there").toString(), null);
        assertThat(account.get("/ingestions").with(200).at("/total").asInt()).isZero();
        account.get("/ingestions/" + others.uuid()).problem(404, "NOT_FOUND");
        account.get("/ingestions/" + others.uuid() + "/attempts").problem(404, "NOT_FOUND");
        account.get("/ingestions/" + ResourceUuid.random()).problem(404, "NOT_FOUND");

        List<String> own = of(account, "b", "c", "a");
        assertThat(account.get("/ingestions/" + own.getFirst()).with(200).text("/uuid")).isEqualTo(own.getFirst());
        assertThat(admin.get("/ingestions/" + own.getFirst()).with(200).text("/uuid")).isEqualTo(own.getFirst());
    }

    @Test
    void listsInStretchesInTheOrderThatIsAskedFor() {
        ApiClient account = ApiClient.ordinary(node);
        List<String> own = of(account, "b", "c", "a");

        assertThat(names(account, "")).as("the latest first").containsExactly("a", "c", "b");
        assertThat(names(account, "?sort=createdAt")).containsExactly("b", "c", "a");
        assertThat(names(account, "?sort=+name")).containsExactly("a", "b", "c");
        assertThat(names(account, "?sort=-name&limit=2")).containsExactly("c", "b");
        assertThat(names(account, "?sort=name&limit=2&start=2")).containsExactly("c");
        assertThat(names(account, "?limit=0")).isEmpty();
        assertThat(account.get("/ingestions?limit=1&start=7").with(200).at("/total").asInt()).isEqualTo(3);

        node.bean(JdbcTemplate.class).update("update ingestion set state = 'PAUSED' where uuid = ?", own.getFirst());
        assertThat(names(account, "?state=PAUSED")).containsExactly("b");
        assertThat(names(account, "?state=paused,SUCCEEDED&sort=name")).contains("b");
        assertThat(account.get("/ingestions?state=PAUSED").with(200).at("/total").asInt()).isEqualTo(1);
    }

    private static List<String> names(ApiClient account, String query) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : account.get("/ingestions" + query).with(200).at("/items")) {
            names.add(item.at("/name").asString());
        }
        return names;
    }

    private List<String> of(ApiClient account, String... names) {
        List<String> uuids = new ArrayList<>();
        for (String name : names) {
            var given = imports.given(name, node.models().resolve("not-there-" + name).toString(), null);
            uuids.add(node.bean(RequestIntake.class).accept(new ModelRequest(account.account(), Origin.API, given, null, null))
                    .ingestionUuid());
        }
        return uuids;
    }
}
