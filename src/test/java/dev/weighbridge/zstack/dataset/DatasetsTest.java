package dev.weighbridge.zstack.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** CreateDataset, QueryDataset, UpdateDataset, DeleteDataset and DeleteDatasets, as curl, the Java SDK and the Go SDK call them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatasetsTest {

    private static final String DATASETS = "/zstack/v1/ai/datasets";

    private static final Map<TestDatabase, DoorClient> ORDINARY = new EnumMap<>(TestDatabase.class);

    private final TestNode node;

    private final DoorClient admin;

    private final DoorClient ordinary;

    private final String name = "set-" + UUID.randomUUID();

    private final String centre;

    DatasetsTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        ordinary = ORDINARY.computeIfAbsent(database, any -> OrdinaryAccount.on(node).client());
        centre = admin.centre(node.models().toString());
    }

    private String body(String envelope, String more) {
        try {
            Path folder = Files.createDirectories(node.models().resolve(name));
            Files.writeString(folder.resolve("train.csv"), "a,b\n1,2\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return DoorClient
                .withFields("{\"" + envelope + "\":{\"name\":\"" + name + "\",\"url\":\"" + name + "\",\"modelCenterUuid\":\"" + centre
                        + "\"}}", envelope, more);
    }

    private String create(DoorClient caller, String more) {
        return caller.post(DATASETS, body("params", more)).ok().text("/inventory/uuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"params", "param"})
    void createIsAnsweredWithTheInventory(String envelope) {
        JsonNode dataset = admin.post(DATASETS, body(envelope, ",\"description\":\"d\",\"system\":\"\"")).ok().json().get("inventory");
        assertThat(dataset.get("uuid").asString()).matches("[0-9a-f]{32}");
        assertThat(dataset.get("name").asString()).isEqualTo(name);
        assertThat(dataset.get("description").asString()).isEqualTo("d");
        assertThat(dataset.get("url").asString()).isEqualTo(name);
        assertThat(dataset.get("installPath").asString()).isEqualTo(name);
        assertThat(dataset.get("modelCenterUuid").asString()).isEqualTo(centre);
        assertThat(dataset.get("size").asLong()).isEqualTo(8);
        assertThat(dataset.get("system").asBoolean(true)).isFalse();
        assertThat(dataset.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "description", "url", "installPath",
                "modelCenterUuid",
                "size", "system", "createDate", "lastOpDate");
        assertThat(admin.get(DATASETS + "/" + dataset.get("uuid").asString()).at("/inventories/0")).isEqualTo(dataset);
    }

    @Test
    void theJobOfAJavaSdkEndsWithATypedInventory() {
        String job = DoorClient.jobUuid();
        String uuid = ResourceUuid.random();
        var accepted = admin.post(DATASETS, body("params", ",\"resourceUuid\":\"" + uuid + "\",\"systemTags\":[\"a::b\"]"), "X-Job-UUID",
                job,
                "X-JSON-Schema", "true");
        assertThat(accepted.text("/location")).endsWith("/zstack/v1/api-jobs/" + job);
        var ended = admin.awaitJob(accepted, "X-JSON-Schema", "true").ok();
        assertThat(ended.text("/inventory/uuid")).isEqualTo(uuid);
        assertThat(ended.json().get("schema").get("inventory").asString()).isEqualTo("org.zstack.ai.entity.DatasetInventory");
        assertThat(admin.post(DATASETS, body("params", ""), "X-Job-UUID", job).refusedWith(400).body()).contains("Duplicate job uuid");

        admin.delete(DATASETS + "/" + uuid).ok();
        var gone = DoorClient.anonymous(node).get("/zstack/v1/api-jobs/" + job).failedWith("SYS.1003");
        assertThat(gone.text("/error/details")).contains("added dataset");
    }

    @Test
    void goPollsItsJob() {
        var accepted = admin.asGoSdk().post(DATASETS, body("params", ""));
        assertThat(admin.awaitJob(accepted).ok().text("/inventory/name")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"params":{"url":"/a","modelCenterUuid":"c"}}             | SYS.1007 | field[name]
            {"params":{"name":"n","modelCenterUuid":"c"}}             | SYS.1007 | field[url]
            {"params":{"name":"n","url":"/a"}}                        | SYS.1007 | field[modelCenterUuid]
            {"params":{"name":"n","url":"/a","modelCenterUuid":"c"}}  | SYS.1003 | field[modelCenterUuid], resource[uuid:c, type:ModelCenterVO] not found
            """)
    void aMissingFieldIsNamed(String body, String code, String words) {
        assertThat(admin.post(DATASETS, body).failedWith(code).text("/error/details")).contains(words);
    }

    @Test
    void theLimitsAreThoseOfTheContract() {
        String long256 = "n".repeat(256);
        assertThat(admin.post(DATASETS, body("params", ",\"name\":\"" + long256 + "\"")).failedWith("SYS.1007").text("/error/details"))
                .contains("Could not add the dataset", "field[name] has 256");
        assertThat(admin.post(DATASETS, body("params", ",\"url\":\"/" + "u".repeat(2048) + "\"")).failedWith("SYS.1007")
                .text("/error/details"))
                .contains("field[url] has 2049");
        assertThat(admin.post(DATASETS, body("params", ",\"tagUuids\":[\"" + ResourceUuid.random() + "\"]")).failedWith("SYS.1003")
                .text("/error/details")).contains("field[tagUuids]");
    }

    @Test
    void aWrongTypeIsRefusedBeforeAnythingElse() {
        assertThat(admin.post(DATASETS, body("params", ",\"system\":\"maybe\"")).refusedWith(400).body()).contains("system",
                "true or false");
        admin.post(DATASETS, "{\"param2\":{}}").refusedWith(400);
        DoorClient.anonymous(node).get(DATASETS).refusedWith(400);
    }

    @Test
    void theSourcesSecretIsNotAnswered() {
        String reply = admin.post(DATASETS, body("params", ",\"token\":\"hf_very_secret\"")).ok().body();
        assertThat(reply).doesNotContain("hf_very_secret").doesNotContain("token");
    }

    @Test
    void everyFieldCanBeAskedFor() {
        String uuid = create(admin, ",\"description\":\"d\"");
        for (String q : List.of("uuid=" + uuid, "name=" + name, "url=" + name, "installPath=" + name, "modelCenterUuid=" + centre, "size=8",
                "system=false", "description~=d%25", "createDate%3E2020-01-01%2000:00:00", "lastOpDate not null".replace(" ", "%20"))) {
            var found = admin.get(DATASETS + "?q=modelCenterUuid=" + centre + "&q=" + q + "&replyWithCount=true").ok();
            assertThat(found.at("/total").asLong()).as(q).isEqualTo(1);
            assertThat(found.text("/inventories/0/uuid")).isEqualTo(uuid);
            assertThat(found.json().get("schema").get("inventories[0]").asString()).isEqualTo("org.zstack.ai.entity.DatasetInventory");
        }
        assertThat(admin.get(DATASETS + "?q=system=true&q=uuid=" + uuid).ok().at("/inventories")).isEmpty();
        assertThat(admin.get(DATASETS + "?q=token=x").failedWith("SYS.1000").text("/error/details")).contains("DatasetInventory", "token");
        assertThat(admin.get(DATASETS + "/" + ResourceUuid.random()).ok().at("/inventories")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/actions"})
    void nameAndDescriptionCanBeChanged(String path) {
        String uuid = create(admin, "");
        String changed = "{\"updateDataset\":{\"name\":\"other\",\"description\":\"new\",\"url\":\"/elsewhere\",\"dataType\":\"Text\"}}";
        JsonNode dataset = admin.put(DATASETS + "/" + uuid + path, changed).ok().json().get("inventory");
        assertThat(dataset.get("name").asString()).isEqualTo("other");
        assertThat(dataset.get("description").asString()).isEqualTo("new");
        assertThat(dataset.get("url").asString()).as("where it came from is no text to be changed").isEqualTo(name);
        assertThat(admin.put(DATASETS + "/" + uuid, "{\"updateDataset\":{}}").ok().json().get("inventory")).isEqualTo(dataset);
        admin.put(DATASETS + "/" + uuid, "{\"updateDataset\":{\"name\":\"" + "n".repeat(256) + "\"}}").failedWith("SYS.1007");
        assertThat(admin.put(DATASETS + "/" + uuid, "{\"update\":{}}").refusedWith(400).body())
                .startsWith("the body doesn't contain action mapping");
        admin.put(DATASETS + "/" + ResourceUuid.random(), changed).failedWith("SYS.1003");
    }

    @Test
    void anOrdinaryAccountSeesItsOwnAndTheSystems() {
        String admins = create(admin, "");
        String systems = create(admin, ",\"system\":true");
        assertThat(ordinary.post(DATASETS, body("params", ",\"system\":true")).failedWith("ID.1002").text("/error/details"))
                .contains("'system'");
        String own = create(ordinary, "");

        assertThat(seen(ordinary)).containsExactlyInAnyOrder(systems, own);
        assertThat(seen(admin)).containsExactlyInAnyOrder(admins, systems, own);
        ordinary.put(DATASETS + "/" + admins, "{\"updateDataset\":{\"name\":\"x\"}}").failedWith("SYS.1003");
        ordinary.put(DATASETS + "/" + systems, "{\"updateDataset\":{\"name\":\"x\"}}").failedWith("ID.1002");
        ordinary.delete(DATASETS + "/" + systems).failedWith("ID.1002");
        ordinary.delete(DATASETS + "/" + admins).ok();
        assertThat(seen(admin)).as("it is not there for him, so nothing was to be done").contains(admins, systems);
    }

    private List<String> seen(DoorClient caller) {
        return caller.get(DATASETS + "?q=modelCenterUuid=" + centre).ok().at("/inventories").valueStream()
                .map(dataset -> dataset.get("uuid").asString()).toList();
    }

    @Test
    void aDeletedDatasetIsGone() {
        String uuid = create(admin, "");
        assertThat(admin.delete(DATASETS + "/" + uuid + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
        assertThat(seen(admin)).isEmpty();
        assertThat(admin.delete(DATASETS + "/" + uuid).ok().body()).as("as at ZStack's server").isEqualTo("{}");
        admin.delete(DATASETS + "/xyz").failedWith("SYS.1003");
        admin.delete(DATASETS + "/" + uuid + "?deleteMode=Maybe").failedWith("SYS.1007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuids=%s&uuids=%s&uuids=%s&uuids=%s", "uuids.0=%s&uuids.1=%s&uuids.2=%s&uuids.3=%s"})
    void manyAreDeletedEachByItself(String query) {
        String first = create(ordinary, "");
        String system = create(admin, ",\"system\":true");
        String second = create(ordinary, "");
        JsonNode results = ordinary.delete(DATASETS + "?" + query.formatted(first, system, second, first)).ok().at("/results");
        assertThat(results.valueStream().map(result -> result.get("uuid").asString() + " " + result.get("success").asBoolean()))
                .containsExactly(first + " true", system + " false", second + " true");
        assertThat(results.get(1).at("/error/code").asString()).isEqualTo("ID.1002");
        assertThat(results.get(0).has("error")).isFalse();
        assertThat(seen(ordinary)).containsExactly(system);
    }

    @Test
    void deletingManyNeedsToKnowWhich() {
        admin.delete(DATASETS).failedWith("SYS.1007");
        assertThat(admin.delete(DATASETS + "?uuids=xyz").ok().at("/results/0/error/code").asString()).isEqualTo("SYS.1003");
    }

    @Test
    void itsCentreTakesItAlongAndWhatIsBeingCreatedThere() {
        create(admin, "");
        String job = DoorClient.jobUuid();
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/later.csv", new byte[] {1}).refuseAlways(429, "Retry-After", "3600");
            admin.post(DATASETS,
                    "{\"params\":{\"name\":\"" + name + "\",\"url\":\"" + server.url("/later.csv") + "\",\"modelCenterUuid\":\"" + centre
                            + "\"}}",
                    "X-Job-UUID", job);
            await().until(() -> node.bean(JdbcClient.class)
                    .sql("""
                    select count(*) from ingestion where state = 'WAITING' and uuid = (select ingestion_uuid from api_job where uuid = :job)""")
                    .param("job", job).query(Long.class).single() == 1);
        }
        admin.delete("/zstack/v1/ai/model-centers/" + centre).ok();
        assertThat(seen(admin)).isEmpty();
        DoorClient.anonymous(node).get("/zstack/v1/api-jobs/" + job).failedWith("SYS.1017");
    }

    @Test
    void aModelAndADatasetOfTheSamePlaceAreTwoJobs() {
        String model = body("param", "").replace("\"url\"", "\"installPath\"");
        String dataset = body("params", "");
        var first = admin.asGoSdk().post("/zstack/v1/ai/models", model);
        var second = admin.asGoSdk().post(DATASETS, dataset);
        JsonNode made = admin.awaitJob(first, "X-JSON-Schema", "true").ok().json();
        JsonNode other = admin.awaitJob(second, "X-JSON-Schema", "true").ok().json();
        assertThat(made.get("schema").get("inventory").asString()).endsWith(".ModelInventory");
        assertThat(other.get("schema").get("inventory").asString()).endsWith(".DatasetInventory");
    }
}
